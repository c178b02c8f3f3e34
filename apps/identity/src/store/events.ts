import { type EventData, type EventType, packEvent } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import type { SavedEvent } from '@platform/mongo';

/** The outbox row of one of this service's events. The topic is keyed by user, so that one user's events stay in order. */
export const tell = <T extends EventType>(
  type: T,
  data: EventData<T>,
  { userId, saved }: { userId: string; saved: SavedEvent<unknown> },
): Outbound<'kafka'> =>
  packEvent(type, data, {
    id: newId('evt'),
    source: 'identity',
    subject: saved.id,
    time: saved.at,
    sequence: saved.version,
    key: userId,
    traceparent: saved.traceparent,
    ...(saved.actor && { actor: saved.actor }),
    ...(saved.causationId !== undefined && { causationId: saved.causationId }),
    ...(saved.correlationId !== undefined && { correlationId: saved.correlationId }),
  });
