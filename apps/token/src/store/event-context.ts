import type { EventContext } from '@platform/contracts';
import { newId } from '@platform/kernel';
import type { SavedEvent } from '@platform/mongo';

/** Everything about an event of this service but its data. */
export const contextOf = (saved: SavedEvent<unknown>, workspaceId: string): EventContext => ({
  id: newId('evt'),
  source: 'token',
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
