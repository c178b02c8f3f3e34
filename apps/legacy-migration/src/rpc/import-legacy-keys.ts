import { legacy as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import type { RowProblem } from '../domain/check-row.ts';
import { mustBeSha256, type ReadRow, readContent } from '../import/read-content.ts';
import { type Taken, importLegacyKeys as takeIn } from '../import-legacy-keys.ts';
import { keysImported } from '../telemetry.ts';

/**
 * Takes legacy keys in, for operators; a result per row, in order. Bad rows are named with field and remedy and do not
 * keep the good ones out. The same file again changes nothing.
 * Raises IMPORT_HASH_UNSUPPORTED, VALIDATION_FAILED, REQUEST_TOO_LARGE, BATCH_TOO_LARGE, DEPENDENCY_UNAVAILABLE.
 */
export const importLegacyKeys =
  (context: Context) =>
  async (request: wire.ImportLegacyKeysRequest, call: Call): Promise<wire.ImportLegacyKeysResponse> => {
    mustBeSha256(request.hashAlg);
    const read = readContent(formatOf(request.format), request.content);
    const good = read.flatMap((one) => ('row' in one ? [one.row] : []));
    const only = request.validateOnly || call.validateOnly;
    const actor = { type: 'service', id: call.caller.service } as const;
    const taken = only ? undefined : await takeIn(context, good, { actor, causationId: call.requestId });
    const answer = summary(rowsOf(read, taken));
    if (!only) keysImported(context.log, answer);
    return answer;
  };

/** `taken` has an entry for each good row; without it nothing was taken in, and good rows are those that would be. */
function rowsOf(read: readonly ReadRow[], taken: readonly Taken[] | undefined): wire.ImportedRow[] {
  let good = 0;
  return read.map((one, index): wire.ImportedRow => {
    const row = index + 1;
    if ('problems' in one) return { row, legacyKeyId: '', ...refused('VALIDATION_FAILED', wording(one.problems)) };
    const result = taken?.[good++];
    if (!result) return { row, legacyKeyId: '', outcome: 'imported', reason: '', detail: 'Nothing was written.' };
    if (result.outcome === 'refused') return { row, legacyKeyId: '', ...refused(result.reason, result.detail) };
    return { row, legacyKeyId: result.id, outcome: result.outcome, reason: '', detail: '' };
  });
}

const refused = (reason: string, detail: string) => ({ outcome: 'refused', reason, detail });
const wording = (problems: readonly RowProblem[]) =>
  problems.map(({ field, remedy }) => `${field}: ${remedy}`).join(' ');

function summary(rows: wire.ImportedRow[]): wire.ImportLegacyKeysResponse {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return { rows, imported: count('imported'), alreadyKnown: count('already_known'), refused: count('refused') };
}

function formatOf(format: wire.ImportFormat): 'csv' | 'ndjson' {
  if (format === wire.ImportFormat.CSV) return 'csv';
  if (format === wire.ImportFormat.NDJSON) return 'ndjson';
  throw refuse('VALIDATION_FAILED', {
    detail: 'format is not one that is read.',
    fields: [{ field: 'format', reason: 'VALUE_UNKNOWN', detail: 'Give CSV or NDJSON.' }],
  });
}
