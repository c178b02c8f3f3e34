import { randomUUID } from 'node:crypto';
import { type DomainEvent, neverReached, type Outbound, refuse } from '@platform/kernel';
import { type Mongo, mongoStore, type Store, type StoreOptions } from '@platform/mongo';

/** A small aggregate for the tests of the library: a counter that is opened, counts, and owes facts and events. */
export interface Counter {
  readonly opened: Date | null;
  readonly count: number;
  readonly owner: string;
  readonly seal: Buffer | null;
}

export type CounterEvent =
  | DomainEvent<'CounterOpened', { readonly owner: string; readonly at: Date; readonly seal: Buffer }>
  | DomainEvent<'CounterCounted', { readonly by: number }>
  | DomainEvent<'CounterClosed', Record<string, never>>;

const initial = (): Counter => ({ opened: null, count: 0, owner: '', seal: null });

export function evolve(counter: Counter, event: CounterEvent): Counter {
  switch (event.type) {
    case 'CounterOpened':
      return { ...counter, owner: event.data.owner, opened: event.data.at, seal: event.data.seal };
    case 'CounterCounted':
      return { ...counter, count: counter.count + event.data.by };
    case 'CounterClosed':
      return { ...counter, opened: null };
    default:
      return neverReached(event);
  }
}

export const at = new Date('2026-01-02T03:04:05.678Z');

export const opened =
  (owner = 'ann') =>
  (counter: Counter): readonly CounterEvent[] =>
    counter.opened ? [] : [{ type: 'CounterOpened', data: { owner, at, seal: Buffer.from('sealed') } }];

export const counted =
  (by = 1) =>
  (counter: Counter): readonly CounterEvent[] => {
    if (!counter.opened) throw refuse('RESOURCE_NOT_FOUND');
    return [{ type: 'CounterCounted', data: { by } }];
  };

/** Taking a right away: closing twice changes nothing. */
export const closed = (counter: Counter): readonly CounterEvent[] =>
  counter.opened ? [{ type: 'CounterClosed', data: {} }] : [];

const row = <Channel extends Outbound['channel']>(
  channel: Channel,
  id: string,
  key: string,
  text: string,
): Outbound<Channel> => ({
  channel,
  topic: channel === 'kafka' ? 'test.counter.v1' : 'counter',
  key,
  type: 'test.v1.Counter',
  id,
  value: Buffer.from(text),
});

export const counters = (
  mongo: Mongo,
  options: Partial<StoreOptions<Counter, CounterEvent>> = {},
): Store<Counter, CounterEvent> =>
  mongoStore<Counter, CounterEvent>({
    mongo,
    name: 'counters',
    initial,
    evolve,
    outbound: (event, { id, version }) => [row('kafka', `evt_${randomUUID()}`, id, `${event.type} ${version}`)],
    facts: ({ id, state, version }) => [row('facts', `${id}-${version}`, id, state.opened ? 'open' : 'closed')],
    ...options,
  });
