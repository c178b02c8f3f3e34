import { randomUUID } from 'node:crypto';
import { refuse, SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { ConfirmFacts } from './confirm-facts.ts';
import type { Mongo } from './database.ts';
import { claim, inProgress, type OnceRecord, type OnceScope, recordId, records } from './once-record.ts';
import type { OutboxRow } from './outbox.ts';

/** The handle of one run of an idempotent request. Pass it to the change or commit that is the request's effect. */
export interface Once {
  /** The bytes a replay is answered from. Call it inside the decision; never with a secret in plain. */
  answer(bytes: Uint8Array): void;
  /** For `commit`: remembers the answer in the transaction of the effect. */
  commit(owed: readonly OutboxRow[], session: driver.ClientSession): Promise<void>;
  /** For `commit`: that transaction came through. */
  committed(): void;
}

export interface OnceOptions<T> {
  readonly mongo: Mongo;
  readonly scope: OnceScope;
  /** Hash of the request: another one under the same key is refused. */
  readonly requestHash: string;
  readonly encode: (value: T) => Uint8Array;
  readonly decode: (bytes: Buffer) => T | Promise<T>;
  readonly run: (once: Once) => Promise<T>;
  /** Delivers what a replayed commit still owes. Without it a replay waits for the relay. */
  readonly confirm?: ConfirmFacts;
  /** A run that is silent for longer is abandoned: it can no longer commit and the next caller runs again. */
  readonly patienceMs?: number;
}

/**
 * Runs a request once per idempotency key (contract §4.5); a repetition gets the same answer.
 *
 * An effect that is committed with `once` is never redone: if the run broke after its commit, the next call delivers the
 * facts that are still owed and answers from what `once.answer` was given. A run that raises before its commit leaves no
 * trace. A run without a commit is remembered by its value when it ends.
 *
 * Raises IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, DEPENDENCY_UNAVAILABLE (`committed: true` while facts are
 * owed) and whatever the run raises.
 */
export async function once<T>(options: OnceOptions<T>): Promise<{ readonly value: T; readonly replayed: boolean }> {
  const { mongo, scope, requestHash, patienceMs = 30 * SECOND } = options;
  const mine = { _id: recordId(scope), run: randomUUID() };
  const until = new Date(Date.now() + patienceMs);
  const answered = await claim(mongo, { ...mine, request_hash: requestHash, until });
  if (answered) return { value: await replay(options, answered), replayed: true };

  const { run, isCommitted } = onceOf(mongo, mine);
  try {
    const value = await options.run(run);
    if (!isCommitted()) await remember(mongo, mine, options.encode(value));
    return { value, replayed: false };
  } catch (error) {
    if (!isCommitted()) await forget(mongo, mine);
    throw error;
  }
}

type Mine = Pick<OnceRecord, '_id' | 'run'>;

function onceOf(mongo: Mongo, mine: Mine): { readonly run: Once; readonly isCommitted: () => boolean } {
  let given: Buffer | undefined;
  let isCommitted = false;
  const run: Once = {
    committed() {
      isCommitted = true;
    },
    answer(bytes) {
      given = Buffer.from(bytes);
    },
    async commit(owed, session) {
      if (!given) throw new TypeError('call once.answer(bytes) inside the decision: a replay is answered from it');
      const filter = { ...mine };
      const update = {
        $set: { state: 'answered' as const, answer: given },
        $push: { owed: { $each: owed.map((row) => row._id) } },
      };
      const { matchedCount } = await records(mongo).updateOne(filter, update, { session });
      // Somebody took this run over while it was silent; its transaction must not come through.
      if (matchedCount === 0) throw inProgress();
    },
  };
  return { run, isCommitted: () => isCommitted };
}

async function replay<T>({ mongo, confirm, decode }: OnceOptions<T>, record: OnceRecord): Promise<T> {
  const owed = await mongo.outbox.unsentAmong(record.owed);
  if (owed.length > 0) await (confirm ?? awaitRelay)(owed);
  return decode(record.answer ?? Buffer.alloc(0));
}

const awaitRelay: ConfirmFacts = async () => {
  const metadata = { service: 'activation', committed: 'true' };
  throw refuse('DEPENDENCY_UNAVAILABLE', { metadata, retryAfterSeconds: 1 });
};

/** A run that committed nothing is remembered by its value. It has had its effect: a failure here is only told. */
async function remember(mongo: Mongo, mine: Mine, answer: Uint8Array): Promise<void> {
  const set = { state: 'answered' as const, answer: Buffer.from(answer) };
  await records(mongo)
    .updateOne({ ...mine, state: 'running' }, { $set: set })
    .catch((err: unknown) => mongo.log.warn({ err }, 'an answer could not be remembered'));
}

/** A run that committed nothing leaves no trace; one that did keeps its answer. */
async function forget(mongo: Mongo, mine: Mine): Promise<void> {
  await records(mongo)
    .deleteOne({ ...mine, state: 'running' })
    .catch((err: unknown) => mongo.log.warn({ err }, 'an idempotency key stays claimed until it is abandoned'));
}
