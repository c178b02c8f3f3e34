import { type EventContext, packEvent } from '@platform/contracts';
import { type LegacyKeyId, neverReached, newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolve, type LegacyKey, type LegacyKeyEvent, unknownKey } from '../domain/legacy-key.ts';
import { stages } from '../wire.ts';

export type LegacyKeyStore = Store<LegacyKey, LegacyKeyEvent>;

export const legacyKeyStore = (mongo: Mongo): LegacyKeyStore =>
  mongoStore<LegacyKey, LegacyKeyEvent>({
    mongo,
    name: 'legacy_keys',
    initial: (id) => unknownKey(id as LegacyKeyId),
    evolve,
    outbound,
    indexes: [{ name: 'of_owner', keys: { 'state.imported.workspaceId': 1, 'state.imported.userId': 1 } }],
  });

function outbound(event: LegacyKeyEvent, saved: SavedEvent<LegacyKey>): readonly Outbound<'kafka'>[] {
  const { id: legacyKeyId, imported } = saved.state;
  if (!imported) return [];
  const { workspaceId, kind, userId } = imported;
  switch (event.type) {
    case 'LegacyKeyImported':
      return [
        packEvent(
          'legacy.v1.LegacyKeyImported',
          { workspaceId, legacyKeyId, kind, userId },
          contextOf(saved, workspaceId),
        ),
      ];
    case 'LegacyKeyStageChanged': {
      const { from, to, evidence, at } = event.data;
      const data = { workspaceId, legacyKeyId, from: stages[from], to: stages[to], evidence, at };
      return [packEvent('legacy.v1.LegacyKeyStageChanged', data, contextOf(saved, workspaceId))];
    }
    case 'LegacyKeyUsed':
    case 'LegacyKeyOwnerHeard':
      return [];
    default:
      return neverReached(event);
  }
}

const contextOf = (saved: SavedEvent<LegacyKey>, workspaceId: string): EventContext => ({
  id: newId('evt'),
  source: 'legacy-migration',
  subject: saved.id,
  time: saved.at,
  sequence: saved.version,
  key: workspaceId,
  workspaceId,
  traceparent: saved.traceparent,
  ...(saved.actor && { actor: saved.actor }),
  ...(saved.causationId !== undefined && { causationId: saved.causationId }),
  ...(saved.correlationId !== undefined && { correlationId: saved.correlationId }),
});
