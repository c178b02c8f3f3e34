import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { Mongo } from './database.ts';
import { type Leases, leases } from './leases.ts';

/** A step forward of a database. It must be harmless to run again: a crash may come between its end and its note. */
export interface Migration {
  /** Number and words: `0001-initial`. */
  readonly id: string;
  readonly up: (db: driver.Db) => Promise<unknown>;
}

interface Applied {
  readonly _id: string;
  readonly applied_at: Date;
}

const form = /^\d{4}-[a-z0-9-]+$/;
const leaseMs = 30 * SECOND;
const patienceMs = 60 * SECOND;
const right = 'migrations';

/**
 * Brings a database forward: runs what is new, in order, one process at a time. Gives the ids that ran.
 * Raises when the numbers are wrong, when the database is ahead of this code, and when a migration came too late.
 */
export async function migrate(mongo: Mongo, migrations: readonly Migration[]): Promise<readonly string[]> {
  checkNumbers(migrations);
  const { db } = mongo.connection;
  if (!db) throw new TypeError('migrate needs an open connection');
  await mongo.prepare('migrations');
  return alone(leases(db), async (renew) => {
    const applied = mongo.collection<Applied>('migrations');
    const done = await applied.find().sort({ _id: 1 }).toArray();
    const missing = missingFrom(
      migrations,
      done.map(({ _id }) => _id),
    );
    for (const { id, up } of missing) {
      await renew();
      await up(db);
      await applied.insertOne({ _id: id, applied_at: new Date() });
      mongo.log.info({ migration: id }, 'migration applied');
    }
    return missing.map(({ id }) => id);
  });
}

function checkNumbers(migrations: readonly Migration[]): void {
  migrations.forEach(({ id }, index) => {
    if (!form.test(id)) throw new TypeError(`migration ${id} is not named like 0001-initial`);
    const before = migrations[index - 1]?.id.slice(0, 4);
    if (before !== undefined && id.slice(0, 4) <= before) throw new TypeError(`migration ${id} stands after ${before}`);
  });
}

function missingFrom(migrations: readonly Migration[], done: readonly string[]): readonly Migration[] {
  const unknown = done.find((id) => !migrations.some((one) => one.id === id));
  if (unknown) throw new Error(`the database has ${unknown}, which this code does not know: run the newer code`);
  const last = done.at(-1) ?? '';
  const late = migrations.find(({ id }) => id < last && !done.includes(id));
  if (late) throw new Error(`migration ${late.id} came after ${last} was applied: give it a new number`);
  return migrations.filter(({ id }) => !done.includes(id));
}

/** Holds the right to migrate while the work runs; waits up to a minute for another process to finish. */
async function alone<T>(rights: Leases, work: (renew: () => Promise<void>) => Promise<T>): Promise<T> {
  const owner = randomUUID();
  const renew = async () => {
    if (!(await rights.take(right, owner, leaseMs))) throw new Error('another process took over the migrations');
  };
  const giveUpAt = performance.now() + patienceMs;
  while (!(await rights.take(right, owner, leaseMs))) {
    if (performance.now() > giveUpAt) throw new Error('another process has been migrating for over a minute');
    await pause(100);
  }
  const beat = setInterval(() => void renew().catch(() => {}), leaseMs / 3);
  try {
    return await work(renew);
  } finally {
    clearInterval(beat);
    await rights.release(right, owner);
  }
}
