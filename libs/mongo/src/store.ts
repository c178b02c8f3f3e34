import { type Decide, type DomainEvent, type Evolve, fold, type Outbound } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import { type IndexSpec, onceDone } from './collections.ts';
import { type ChangeOptions, commit } from './commit.ts';
import type { Mongo } from './database.ts';
import { isDuplicateKey, LostRace, ofDuplicate, readable } from './errors.ts';
import { type Filter, type ListOptions, toQuery, toSort } from './filter.ts';
import { type OutboxRow, outboxRow } from './outbox.ts';
import type { Cause, Change, Occasion, Plan, Step } from './step.ts';

/** An aggregate as it is stored. */
export interface Saved<State> {
  readonly id: string;
  readonly state: State;
  /** How many events made it; 0 before the first. */
  readonly version: number;
}

/** The circumstances under which an event is told to others. */
export interface SavedEvent<State> extends Saved<State>, Cause {
  /** Version right after this event: the `sequence` of its message. `state` is the state after the whole change. */
  readonly version: number;
  /** Place of the event within its change. */
  readonly index: number;
  readonly at: Date;
  readonly traceparent: string;
}

/** The circumstances under which the new facts of an aggregate are told. */
export interface SavedChange<State> extends Saved<State> {
  readonly before: State;
  readonly at: Date;
}

export interface StoreOptions<State, Event extends DomainEvent> {
  readonly mongo: Mongo;
  /** Name of the collection. */
  readonly name: string;
  readonly initial: (id: string) => State;
  readonly evolve: Evolve<State, Event>;
  /** What an event owes others. Called again when a race is lost. */
  readonly outbound?: (event: Event, saved: SavedEvent<State>) => readonly Outbound[];
  /** Which facts a change owes; the row ids must be unique per (aggregate, version, fact). */
  readonly facts?: (saved: SavedChange<State>) => readonly Outbound[];
  readonly indexes?: readonly IndexSpec[];
}

/** The one door to the aggregates of a collection. */
export interface Store<State, Event extends DomainEvent> {
  /** Name of its collection. */
  readonly name: string;
  find(id: string): Promise<Saved<State> | undefined>;
  /** The one that matches. Ask for what a unique index holds: of several any one is found. */
  findOne(filter: Filter): Promise<Saved<State> | undefined>;
  /**
   * The one that matches, and the aggregate of another store whose id stands in its `field`: both in one round trip, and
   * undefined where there is none.
   */
  findWith<Other>(
    filter: Filter,
    field: `state.${string}`,
    other: Pick<Store<Other, never>, 'name' | 'find'>,
  ): Promise<readonly [found: Saved<State> | undefined, named: Saved<Other> | undefined]>;
  /** At most 1,000 unless told; ordered by id unless told. */
  list(filter: Filter, options?: ListOptions): Promise<readonly Saved<State>[]>;
  /** Ids of those that owe facts under this key (a workspace's id): somebody was not told all. Raises DEPENDENCY_UNAVAILABLE. */
  owing(key: string): Promise<readonly string[]>;
  /** What a decision would do, with nothing written: for `validate_only`. */
  preview(id: string, decide: Decide<State, Event>): Promise<Saved<State> & { readonly events: readonly Event[] }>;
  /**
   * Load → decide → evolve → write state and outbox in one transaction; again after a lost race.
   * Raises CHANGE_CONTENDED, DEPENDENCY_UNAVAILABLE, UniqueViolation and whatever the decision raises.
   */
  change(id: string, decide: Decide<State, Event>, options?: ChangeOptions): Promise<Change<State, Event>>;
  /** A change that shares its transaction with others: `commit(mongo, [a.step(…), b.step(…)])`. */
  step(id: string, decide: Decide<State, Event>): Step<State, Event>;
  /** Creates collection and indexes; the first change does it otherwise. */
  prepare(): Promise<void>;
}

interface Stored {
  readonly _id: string;
  readonly version: number;
  readonly state: unknown;
  readonly updated_at: Date;
}

interface Loaded<State> extends Saved<State> {
  readonly updatedAt: number;
}

const defaultLimit = 1_000;

/** A store that keeps each aggregate as one document `{ _id, version, state, updated_at }`. */
export function mongoStore<State, Event extends DomainEvent>(options: StoreOptions<State, Event>): Store<State, Event> {
  const { mongo, name, initial } = options;
  const documents = mongo.collection<Stored>(name);
  const prepare = onceDone(() => mongo.prepare(name, options.indexes));

  async function load(id: string): Promise<Loaded<State>> {
    const found = await documents.findOne({ _id: { $eq: id } });
    return found
      ? { ...saved<State>(found), updatedAt: found.updated_at.getTime() }
      : { id, state: initial(id), version: 0, updatedAt: 0 };
  }

  const step: Store<State, Event>['step'] = (id, decide) => ({
    aggregate: `${name}/${id}`,
    mayOwe: options.facts !== undefined || options.outbound !== undefined,
    prepare,
    plan: async (occasion) => planOf(options, await load(id), decide, occasion),
    asItStands: async () => ({ ...(await load(id)), events: [], rows: [], write: async () => {} }),
  });

  return {
    name,
    prepare,
    step,
    async find(id) {
      const found = await documents.findOne({ _id: { $eq: id } }).catch(raise);
      return found ? saved<State>(found) : undefined;
    },
    async findOne(filter) {
      const found = await documents.findOne(toQuery<Stored>(filter)).catch(raise);
      return found ? saved<State>(found) : undefined;
    },
    findWith: (filter, field, other) => foundWith(documents, toQuery<Stored>(filter), field, other.name),
    async list(filter, { sort, limit = defaultLimit } = {}) {
      const found = documents.find(toQuery<Stored>(filter)).sort(toSort(sort)).limit(limit);
      return (await found.toArray().catch(raise)).map(saved<State>);
    },
    owing: (key) => mongo.outbox.owing('facts', name, key).catch(raise),
    async preview(id, decide) {
      const before = await load(id).catch(raise);
      const events = decide(before.state);
      return { id, events, state: fold(options.evolve, before.state, events), version: before.version + events.length };
    },
    async change(id, decide, given) {
      const [change] = await commit(mongo, [step(id, decide)], given);
      return change;
    },
  };
}

const saved = <State>({ _id, version, state }: Stored): Saved<State> => ({ id: _id, state: state as State, version });

/** One that matches, and the one of another collection whose id stands in its field. */
async function foundWith<State, Other>(
  documents: driver.Collection<Stored>,
  matching: driver.Filter<Stored>,
  field: string,
  from: string,
): Promise<readonly [Saved<State> | undefined, Saved<Other> | undefined]> {
  const named = { from, localField: field, foreignField: '_id', as: 'named' };
  const stages = [{ $match: matching }, { $limit: 1 }, { $lookup: named }];
  const [found] = await documents.aggregate<Stored & { named: Stored[] }>(stages).toArray().catch(raise);
  const [its] = found?.named ?? [];
  return [found && saved(found), its && saved(its)];
}

const raise = (error: unknown): never => {
  throw readable(error);
};

/** Decides on a state as it was read. Pure but for the decision's inputs. */
function planOf<State, Event extends DomainEvent>(
  options: StoreOptions<State, Event>,
  before: Loaded<State>,
  decide: Decide<State, Event>,
  occasion: Occasion,
): Plan<State, Event> {
  const events = decide(before.state);
  const state = fold(options.evolve, before.state, events);
  const after = { id: before.id, state, version: before.version + events.length };
  const updatedAt = new Date(Math.max(Date.now(), before.updatedAt));
  return {
    ...after,
    events,
    rows: events.length === 0 ? [] : rowsOf(options, before, { ...after, events, updatedAt }, occasion),
    write: async (session) => {
      if (events.length === 0) return;
      const documents = options.mongo.collection<Stored>(options.name);
      const { id: _id, version } = after;
      try {
        if (before.version === 0) {
          await documents.insertOne({ _id, version, state, updated_at: updatedAt }, { session });
        } else {
          const guarded = { _id, version: before.version };
          const { matchedCount } = await documents.replaceOne(
            guarded,
            { version, state, updated_at: updatedAt },
            { session },
          );
          if (matchedCount === 0) throw new LostRace(`${options.name}/${_id}`);
        }
      } catch (error) {
        throw isDuplicateKey(error) ? ofDuplicate(error, `${options.name}/${_id}`) : error;
      }
    },
  };
}

function rowsOf<State, Event extends DomainEvent>(
  { name, outbound, facts }: StoreOptions<State, Event>,
  before: Loaded<State>,
  after: Saved<State> & { readonly events: readonly Event[]; readonly updatedAt: Date },
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
