import { type Decide, type DomainEvent, fold } from '@platform/kernel';
import { LostRace, orLostRace } from './errors.ts';
import { type OutboxRow, outboxRow } from './outbox.ts';
import type { Saved, StoreOptions } from './saved.ts';
import type { Occasion, Plan } from './step.ts';

/** An aggregate as its collection keeps it. */
export interface Stored {
  readonly _id: string;
  readonly version: number;
  readonly state: unknown;
  readonly updated_at: Date;
}

/**
 * Decides on what was read before. Gives nothing where the decision refuses it or leaves it alone: only a write is guarded against
 * what has become of it meanwhile.
 */
export function guessOf<State, Event extends DomainEvent>(
  options: StoreOptions<State, Event>,
  before: Saved<State>,
  decide: Decide<State, Event>,
  occasion: Occasion,
): Plan<State, Event> | undefined {
  try {
    const plan = planOf(options, before, decide, occasion);
    return plan.events.length > 0 ? plan : undefined;
  } catch {
    return undefined;
  }
}

/** Decides on a state as it was read. Pure but for the decision's inputs. */
export function planOf<State, Event extends DomainEvent>(
  options: StoreOptions<State, Event>,
  before: Saved<State>,
  decide: Decide<State, Event>,
  occasion: Occasion,
): Plan<State, Event> {
  const events = decide(before.state);
  const state = fold(options.evolve, before.state, events);
  const updatedAt = events.length === 0 ? before.updatedAt : new Date(Math.max(Date.now(), before.updatedAt.getTime()));
  const after = { id: before.id, state, version: before.version + events.length, updatedAt };
  return {
    ...after,
    events,
    rows: events.length === 0 ? [] : rowsOf(options, before, { ...after, events }, occasion),
    write: async (session) => {
      if (events.length === 0) return;
      const documents = options.mongo.collection<Stored>(options.name);
      const { id: _id, version } = after;
      const document = { version, state, updated_at: updatedAt };
      const what = `${options.name}/${_id}`;
      if (before.version === 0) {
        await orLostRace(documents.insertOne({ _id, ...document }, { session }), what);
        return;
      }
      const guarded = { _id, version: before.version };
      const { matchedCount } = await orLostRace(documents.replaceOne(guarded, document, { session }), what);
      if (matchedCount === 0) throw new LostRace(what);
    },
  };
}

function rowsOf<State, Event extends DomainEvent>(
  { name, outbound, facts }: StoreOptions<State, Event>,
  before: Saved<State>,
  after: Saved<State> & { readonly events: readonly Event[] },
  occasion: Occasion,
): readonly OutboxRow[] {
  const { id, state, version, events, updatedAt } = after;
  const told = events.flatMap((event, index) => {
    const sequence = before.version + index + 1;
    const rows = outbound?.(event, { ...occasion, id, state, version: sequence, index }) ?? [];
    return rows.map((row) => ({ row, sequence }));
  });
  const known = facts?.({ id, state, version, before: before.state, at: occasion.at }) ?? [];
  const origin = { aggregate: `${name}/${id}`, traceparent: occasion.traceparent, created_at: updatedAt };
  return [...told, ...known.map((row) => ({ row, sequence: version }))].map(({ row, sequence }, position) =>
    outboxRow(row, { ...origin, sequence, position }),
  );
}
