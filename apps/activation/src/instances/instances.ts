import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE, refuse, SECOND } from '@platform/kernel';
import type { Changes, Log, Mongo } from '@platform/mongo';
import { isAlive } from '../record/owner.ts';
import type { Place } from './place.ts';
import { type Asked, type InstanceRows, instanceRows } from './rows.ts';
import { signing } from './signing.ts';

/** All instances that share the database. Each holds its decisions for a moment before it writes them. */
export interface Instances {
  /**
   * Resolves when all that any instance had begun to decide before the call is in the database. Raises
   * DEPENDENCY_UNAVAILABLE when one of them does not say so in time.
   */
  allWritten(): Promise<void>;
  /** Leaves, if this one holds nothing any more. */
  stop(): Promise<void>;
}

export interface Own {
  readonly mongo: Mongo;
  readonly place: Place;
  /** The key with which this instance signs. */
  readonly kid: string;
  /** Writes what this instance holds, and what dead processes left in its folder. False when it could not. */
  readonly write: () => Promise<boolean>;
  readonly log: Log;
}

/** When something could not be written or heard, it is tried again after so long. */
const againMs = 100;
const liveEveryMs = 10 * SECOND;
/** Less than the callers wait for their answer. */
const patienceMs = 1.5 * SECOND;

/** Joins the instances of the database: from then on the others ask this one, too, and operators see what it signs with. */
export async function joinInstances({ mongo, place, kid, write, log }: Own): Promise<Instances> {
  await mongo.prepare('instances', [
    { name: 'silent_are_forgotten', keys: { seen_at: 1 }, expireAfterSeconds: MINUTE / SECOND },
  ]);
  const rows = instanceRows(mongo, place);
  const signs = signing(mongo, kid);
  await Promise.all([rows.live(), signs()]);
  const alive = everySoOften(liveEveryMs, log, async () => {
    await Promise.all([rows.live(), signs()]);
    await buryDead(rows, write);
  });
  const changes = rows.listen();
  const answering = answerQuestions(rows, changes, write, log);
  return {
    async allWritten() {
      const asked = await rows.ask();
      if (!(await write())) throw silent();
      await answersOf(asked, rows, changes);
    },
    async stop() {
      await Promise.all([alive(), answering()]);
      // Where the database is away the row goes by itself, or with what this one leaves in its folder.
      if (await write()) await rows.leave().catch(() => {});
    },
  };
}

const silent = () => refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'activation' }, retryAfterSeconds: 1 });

/** Answers what others ask, until it is told to end. */
function answerQuestions(rows: InstanceRows, changes: Changes, write: Own['write'], log: Log): () => Promise<void> {
  let ended = false;
  /** False when it has not answered what it was asked. */
  const look = async (): Promise<boolean> => {
    const question = await rows.open();
    if (question === false) await rows.live();
    if (typeof question !== 'number') return true;
    if (!(await write())) return false;
    await rows.answer(question);
    return true;
  };
  const answering = (async () => {
    while (!ended) {
      const change = changes.next();
      const answered = await look().catch((err: unknown) => {
        log.warn({ err }, 'the other instances cannot be heard; trying again');
        return false;
      });
      await (answered ? change : pause(againMs));
    }
  })();
  return async () => {
    ended = true;
    await changes.stop();
    await answering;
  };
}

async function answersOf(asked: readonly Asked[], rows: InstanceRows, changes: Changes): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (asked.length > 0) {
    const change = changes.next();
    if (await rows.haveAnswered(asked)) return;
    if (performance.now() > giveUpAt) throw silent();
    await Promise.race([change, pause(againMs)]);
  }
}

/** Nobody waits for a dead process of our folder once what it left is written. */
async function buryDead(rows: InstanceRows, write: Own['write']): Promise<void> {
  const dead = (await rows.ofFolder()).filter(({ owner }) => !isAlive(owner));
  if (dead.length > 0 && (await write())) await rows.forget(dead.map(({ _id }) => _id));
}

/** Does it now, and again and again, never twice at once. Gives the function that ends it. */
function everySoOften(everyMs: number, log: Log, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  const turn = (): void => {
    running ??= work()
      .catch((err: unknown) => log.warn({ err }, 'the other instances cannot be heard; trying again'))
      .finally(() => {
        running = undefined;
      });
  };
  turn();
  const timer = setInterval(turn, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
