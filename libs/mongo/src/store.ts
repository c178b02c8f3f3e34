import { type Decide, type DomainEvent, fold } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import { onceDone } from './collections.ts';
import { type ChangeOptions, commit } from './commit.ts';
import { readable } from './errors.ts';
import { type Filter, type ListOptions, toQuery, toSort } from './filter.ts';
import { guessOf, planOf, type Stored } from './plan.ts';
import type { Saved, StoreOptions, Which } from './saved.ts';
import type { Change, Step } from './step.ts';

/** The one door to the aggregates of a collection. */
export interface Store<State, Event extends DomainEvent> {
  /** Name of its collection. */
  readonly name: string;
  find(id: string): Promise<Saved<State> | undefined>;
  /** One that is most likely not there yet, as it is before its first event: for a change that need not look. */
  unborn(id: string): Saved<State>;
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
   * Load → decide → evolve → write state and outbox in one transaction; again after a lost race. What was read before is
   * decided on as it was, without a look; when the decision refuses that or leaves it alone, it is read all the same.
   * Raises CHANGE_CONTENDED, DEPENDENCY_UNAVAILABLE, UniqueViolation and whatever the decision raises.
   */
  change(which: Which<State>, decide: Decide<State, Event>, options?: ChangeOptions): Promise<Change<State, Event>>;
  /** A change that shares its transaction with others: `commit(mongo, [a.step(…), b.step(…)])`. */
  step(which: Which<State>, decide: Decide<State, Event>): Step<State, Event>;
  /** Creates collection and indexes; the first change does it otherwise. */
  prepare(): Promise<void>;
}

const defaultLimit = 1_000;

/** A store that keeps each aggregate as one document `{ _id, version, state, updated_at }`. */
export function mongoStore<State, Event extends DomainEvent>(options: StoreOptions<State, Event>): Store<State, Event> {
  const { mongo, name, initial } = options;
  const documents = mongo.collection<Stored>(name);
  const prepare = onceDone(() => mongo.prepare(name, options.indexes));

  const unborn = (id: string): Saved<State> => ({ id, state: initial(id), version: 0, updatedAt: new Date(0) });

  async function load(id: string): Promise<Saved<State>> {
    const found = await documents.findOne({ _id: { $eq: id } });
    return found ? saved(found) : unborn(id);
  }

  const step = stepsOf(options, prepare, load);

  return {
    ...{ name, prepare, step, unborn },
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
      const state = fold(options.evolve, before.state, events);
      return { ...before, events, state, version: before.version + events.length };
    },
    async change(which, decide, given) {
      const [change] = await commit(mongo, [step(which, decide)], given);
      return change;
    },
  };
}

/** Makes steps of a store. A guess is tried once: whoever was overtaken reads. */
function stepsOf<State, Event extends DomainEvent>(
  options: StoreOptions<State, Event>,
  prepare: () => Promise<void>,
  load: (id: string) => Promise<Saved<State>>,
): Store<State, Event>['step'] {
  return (which, decide) => {
    const id = typeof which === 'string' ? which : which.id;
    let before = typeof which === 'string' ? undefined : which;
    return {
      aggregate: `${options.name}/${id}`,
      mayOwe: options.facts !== undefined,
      prepare,
      plan: async (occasion) => {
        const guess = before && guessOf(options, before, decide, occasion);
        before = undefined;
        return guess ?? planOf(options, await load(id), decide, occasion);
      },
      asItStands: async () => ({ ...(await load(id)), events: [], rows: [], write: async () => {} }),
    };
  };
}

const saved = <State>({ _id, version, state, updated_at }: Stored): Saved<State> => ({
  ...{ id: _id, state: state as State, version },
  updatedAt: updated_at,
});

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
