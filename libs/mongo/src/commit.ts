import type { DomainEvent } from '@platform/kernel';
import { currentTraceparent } from '@platform/telemetry';
import type { mongo as driver } from 'mongoose';
import type { Mongo } from './database.ts';
import { LostRace, readable } from './errors.ts';
import { hearing, type InboxKey, noteProcessed } from './inbox.ts';
import type { Once } from './once.ts';
import type { OutboxRow } from './outbox.ts';
import type { Cause, Change, Occasion, Plan, Step } from './step.ts';
import { retrying } from './transaction.ts';

export interface ChangeOptions extends Cause {
  /** Does nothing when this consumer has processed the event; notes it in the same transaction otherwise. */
  readonly inbox?: InboxKey;
  /** Marks the idempotency key as answered in the same transaction. */
  readonly once?: Once;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

type Changes<Steps extends readonly Step[]> = {
  readonly [K in keyof Steps]: Steps[K] extends Step<infer State, infer Event> ? Change<State, Event> : never;
};

/**
 * Decides and writes several aggregates, with what they owe, in ONE transaction. The decisions run in the given order.
 * A lost race reads and decides again, so a decision must have no effects.
 * An aggregate whose decision gives no events is not written, hence not guarded against others.
 * Raises CHANGE_CONTENDED, DEPENDENCY_UNAVAILABLE, UniqueViolation and whatever a decision raises.
 */
export async function commit<const Steps extends readonly Step[]>(
  mongo: Mongo,
  steps: Steps,
  options: ChangeOptions = {},
): Promise<Changes<Steps>> {
  const aggregates = new Set(steps.map((step) => step.aggregate));
  if (aggregates.size < steps.length) throw new TypeError('two steps of one commit change the same aggregate');

  const changes = await mongo.inTurn([...aggregates], () =>
    retrying(async () => {
      await Promise.all(steps.map((step) => step.prepare()));
      const decide = () => attempt(mongo, steps, options);
      return options.inbox ? hearing(mongo, options.inbox, decide, () => changedBefore(mongo, steps)) : decide();
    }),
  );
  return changes as Changes<Steps>;
}

async function attempt(mongo: Mongo, steps: readonly Step[], options: ChangeOptions): Promise<readonly Change[]> {
  const plans = await planAll(steps, occasionOf(options));
  const nothingChanged = plans.every((plan) => plan.events.length === 0);
  if (nothingChanged && !options.inbox) return changesOf(plans, steps, await owedAfter(mongo, steps, plans), false);
  const owed = await mongo.attempt((session) => writeAll(mongo, steps, plans, options, session));
  options.once?.committed();
  return changesOf(plans, steps, owed, false);
}

async function changedBefore(mongo: Mongo, steps: readonly Step[]): Promise<readonly Change[]> {
  const plans = await Promise.all(steps.map((step) => step.asItStands()));
  return changesOf(plans, steps, await owedBy(mongo, steps), true);
}

const occasionOf = ({ at = new Date(), actor, causationId, correlationId }: ChangeOptions): Occasion => ({
  at,
  traceparent: currentTraceparent(),
  ...(actor && { actor }),
  ...(causationId !== undefined && { causationId }),
  ...(correlationId !== undefined && { correlationId }),
});

async function planAll(steps: readonly Step[], occasion: Occasion): Promise<readonly Plan<unknown, DomainEvent>[]> {
  const plans: Plan<unknown, DomainEvent>[] = [];
  try {
    for (const step of steps) plans.push(await step.plan(occasion));
  } catch (refusal) {
    // Writes are guarded by versions; a refusal writes nothing, so it must not rest on states of different moments.
    if (await haveMoved(plans, steps)) throw new LostRace('one view of several aggregates', refusal);
    throw refusal;
  }
  return plans;
}

/** Has any of the aggregates that were decided on changed since it was read? */
async function haveMoved(plans: readonly Plan<unknown, DomainEvent>[], steps: readonly Step[]): Promise<boolean> {
  const now = await Promise.all(plans.map((_, index) => steps[index]?.asItStands()));
  return plans.some((plan, index) => now[index]?.version !== plan.version - plan.events.length);
}

async function writeAll(
  mongo: Mongo,
  steps: readonly Step[],
  plans: readonly Plan<unknown, DomainEvent>[],
  { inbox, once }: ChangeOptions,
  session: driver.ClientSession,
): Promise<readonly OutboxRow[]> {
  if (inbox) await noteProcessed(mongo, inbox, session);
  for (const plan of plans) await plan.write(session);
  await mongo.outbox.add(
    plans.flatMap((plan) => plan.rows),
    session,
  );
  const owed = await owedAfter(mongo, steps, plans, session);
  await once?.commit(owed, session);
  return owed;
}

/** Facts that are owed after these plans: of an aggregate that is new no others than they tell. */
async function owedAfter(
  mongo: Mongo,
  steps: readonly Step[],
  plans: readonly Plan<unknown, DomainEvent>[],
  session?: driver.ClientSession,
): Promise<readonly OutboxRow[]> {
  const told = plans.filter(isNew).flatMap(({ rows }) => rows.filter(({ channel }) => channel === 'facts'));
  const older = plans.flatMap((plan, index) => (isNew(plan) ? [] : steps.slice(index, index + 1)));
  return [...told, ...(await owedBy(mongo, older, session))];
}

const isNew = ({ version, events }: Plan<unknown, DomainEvent>): boolean => version === events.length;

/** Facts that were owed before, or are now: a caller that repeats itself must wait for them, too (Property S). */
async function owedBy(mongo: Mongo, steps: readonly Step[], session?: driver.ClientSession) {
  const aggregates = steps.filter((step) => step.mayOwe).map((step) => step.aggregate);
  return aggregates.length === 0 ? [] : mongo.outbox.unsentOf('facts', aggregates, session);
}

/** The facts that the aggregates of these steps owe, outside of any commit. Raises DEPENDENCY_UNAVAILABLE. */
export const stillOwed = (mongo: Mongo, steps: readonly Step[]): Promise<readonly OutboxRow[]> =>
  owedBy(mongo, steps).catch((error: unknown) => {
    throw readable(error);
  });

const changesOf = (
  plans: readonly Plan<unknown, DomainEvent>[],
  steps: readonly Step[],
  owed: readonly OutboxRow[],
  duplicate: boolean,
): readonly Change[] =>
  plans.map(({ id, state, version, updatedAt, events }, index) => ({
    ...{ id, state, version, updatedAt },
    events,
    owed: owed.filter((row) => row.aggregate === steps[index]?.aggregate),
    duplicate,
  }));
