import { isCoded, reasons, refuse } from '@platform/kernel';
import { currentTraceparent } from '@platform/telemetry';
import { type ChangeOptions, commit, stillOwed } from './commit.ts';
import type { ConfirmFacts } from './confirm-facts.ts';
import type { Mongo } from './database.ts';
import { type Once, once } from './once.ts';
import type { Saved } from './saved.ts';
import type { Step } from './step.ts';

/** A step whose outcome can be read as soon as it is decided, before it is written. */
export interface Planned<State> {
  readonly step: Step;
  /** The aggregate as the decision leaves it. Raises TypeError before the decision was taken. */
  now(): Saved<State>;
}

/** Keeps what a step is about to lead to, so that the answer can be made of it. */
export function planned<State, Event>(step: Step<State, Event>): Planned<State> {
  let latest: Saved<State> | undefined;
  const plan: Step['plan'] = async (occasion) => {
    const made = await step.plan(occasion);
    latest = made;
    return made as Awaited<ReturnType<Step['plan']>>;
  };
  return {
    step: { ...step, plan } as Step,
    now() {
      if (!latest) throw new TypeError(`${step.aggregate} is not decided yet`);
      return latest;
    },
  };
}

/** A protobuf message's reader and writer. */
export interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

export interface Mutation<T> {
  readonly mongo: Mongo;
  readonly confirm: ConfirmFacts;
  readonly request: {
    readonly caller: string;
    readonly method: string;
    /** Without a key the request is run each time. */
    readonly key: string | undefined;
    readonly hash: string;
    readonly validateOnly?: boolean;
    /** Told when the answer is that of an earlier run. */
    readonly sayReplayed?: () => void;
  };
  readonly steps: readonly Step[];
  /** The answer, made of what the steps lead to. A replay gets exactly these bytes again. */
  readonly answer: () => T;
  readonly codec: Codec<T>;
  readonly options?: Omit<ChangeOptions, 'inbox' | 'once'>;
}

/**
 * One mutating request from decision to answer (contract §4.5): commits its steps, once per idempotency key, and answers
 * when the facts are applied (Property S). With `validateOnly` it decides, writes nothing and answers what would be.
 * Raises what commit, once and the confirmation raise, and whatever a decision raises.
 */
export async function mutate<T>(mutation: Mutation<T>): Promise<T> {
  const { mongo, confirm, request, codec } = mutation;
  const { key } = request;
  if (request.validateOnly) return wouldBe(mutation);
  if (key === undefined) return effect(mutation);
  const { value, replayed } = await once({
    ...{ mongo, confirm, requestHash: request.hash, decode: codec.decode },
    scope: { caller: request.caller, method: request.method, key },
    encode: (answer: T) => codec.encode(answer).finish(),
    run: (run) => effect(mutation, run),
  });
  if (replayed) request.sayReplayed?.();
  return value;
}

async function effect<T>(mutation: Mutation<T>, run?: Once): Promise<T> {
  const { mongo, confirm, steps, answer, codec, options } = mutation;
  const remembering = run && onLastPlan(steps, () => run.answer(codec.encode(answer()).finish()));
  const changes = await commit(mongo, remembering ?? steps, { ...options, ...(run && { once: run }) }).catch(
    (refusal: unknown) => refuseOnceTrue(mutation, refusal),
  );
  // What the commit answers: read before the confirmation, since nothing may change it any more.
  const value = answer();
  await confirm(changes.flatMap((change) => change.owed));
  return value;
}

/**
 * A refusal may rest on a change that activation has not been told yet: removed already, not assigned any more. Whoever
 * hears it takes that change for done, so it is told only when it is (Property S). Until then DEPENDENCY_UNAVAILABLE, and
 * nothing is committed by this call.
 */
async function refuseOnceTrue({ mongo, steps, confirm }: Mutation<unknown>, refusal: unknown): Promise<never> {
  if (!isCoded(refusal) || reasons[refusal.reason].retry === 'yes') throw refusal;
  const owed = await stillOwed(mongo, steps);
  await confirm(owed).catch((cause: unknown) => {
    const metadata = { ...(isCoded(cause) && cause.metadata), committed: 'false' };
    throw refuse('DEPENDENCY_UNAVAILABLE', { metadata, retryAfterSeconds: 1, cause });
  });
  throw refusal;
}

/** Decisions are taken in order and again after a lost race: after the last one the answer is known. */
const onLastPlan = (steps: readonly Step[], then: () => void): readonly Step[] =>
  steps.map((step, index) => {
    if (index < steps.length - 1) return step;
    const plan: Step['plan'] = async (occasion) => {
      const made = await step.plan(occasion);
      then();
      return made;
    };
    return { ...step, plan };
  });

async function wouldBe<T>({ steps, answer, options }: Mutation<T>): Promise<T> {
  const occasion = { at: options?.at ?? new Date(), traceparent: currentTraceparent() };
  for (const step of steps) await step.plan(occasion);
  return answer();
}
