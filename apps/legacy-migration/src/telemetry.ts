import { counter, type Logger } from '@platform/telemetry';

const rows = counter('legacy_import_rows', 'Rows of imports, by outcome.');
const changes = counter('legacy_stage_changes', 'Changes of stage, by the stage that was reached.');
const uses = counter('legacy_key_uses', 'Legacy keys that were presented.');

export function keysImported(
  log: Logger,
  count: { readonly imported: number; readonly alreadyKnown: number; readonly refused: number },
): void {
  rows.add(count.imported, { outcome: 'imported' });
  rows.add(count.alreadyKnown, { outcome: 'already_known' });
  rows.add(count.refused, { outcome: 'refused' });
  log.info(count, 'legacy keys imported');
}

export function stageChanged(
  log: Logger,
  change: { readonly legacyKeyId: string; readonly from: string; readonly to: string },
): void {
  changes.add(1, { to: change.to });
  log.info(change, 'legacy key stage changed');
}

export const legacyKeyUsed = (): void => uses.add(1);
