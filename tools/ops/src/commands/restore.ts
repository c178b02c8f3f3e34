import { readFile } from 'node:fs/promises';
import { connect as knock } from 'node:net';
import { join } from 'node:path';
import { type Kafka, kafkaClient, placeGroup } from '@platform/kafka';
import { after, HOUR } from '@platform/kernel';
import { logger } from '@platform/telemetry';
import type { Admin } from 'kafkajs';
import { mongo as driver } from 'mongoose';
import { damaged, readBson } from '../bson-file.ts';
import type { Config } from '../config.ts';
import { type Database, databases } from '../databases.ts';
import { OpsProblem } from '../problem.ts';
import { mustBeStopped } from '../stopped.ts';
import type { Manifest, SavedCollection } from './backup.ts';

export interface RestoreOptions {
  readonly folder: string;
  readonly database: string;
  /** Where its service would answer, if it ran. */
  readonly address: (database: Database) => string;
  readonly say: (line: string) => void;
}

/** Events from this long before the backup are heard again; those whose effect was saved have none twice. */
const margin = -HOUR;
const batch = 500;

/**
 * Puts one database in the place of what is there, and sends its consumer back to where it was then: what others have told
 * since is heard again. What is there goes only when the backup has been read to its end. Raises DATABASE_UNKNOWN,
 * BACKUP_MISSING, BACKUP_DAMAGED, SERVICE_RUNS.
 */
export async function restore(config: Config, { folder, database: name, address, say }: RestoreOptions): Promise<void> {
  const database = databases.find((each) => each.name === name);
  if (!database) throw unknown(name);
  const manifest = await manifestOf(folder);
  const saved = manifest.databases[name];
  if (!saved) throw notIn(folder, name);
  await mustBeWhole(saved, join(folder, name));
  await mustBeSilent(database, address(database));
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'ops', log: logger('ops', { level: 'warn' }) });
  const client = await driver.MongoClient.connect(config.MONGO_URL, { serverSelectionTimeoutMS: 5_000 });
  const admin = kafka.admin();
  try {
    await admin.connect();
    if (database.group) await mustBeStopped(admin, database.group);
    const count = await restoreDatabase(client.db(name), saved, join(folder, name));
    say(`${name}: ${count} documents as of ${manifest.at}`);
    if (database.group) say(await rewind(kafka, admin, database.group, after(new Date(manifest.at), margin)));
  } finally {
    await admin.disconnect();
    await client.close();
  }
}

const unknown = (name: string) =>
  new OpsProblem(
    'DATABASE_UNKNOWN',
    `${name} is no database.`,
    `Give one of ${databases.map((one) => one.name).join(', ')}.`,
  );

async function manifestOf(folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    throw new OpsProblem(
      'BACKUP_MISSING',
      `${folder} holds no whole backup.`,
      'Give a folder that `ops backup` has written to its end: the manifest is written last.',
    );
  }
}

const notIn = (folder: string, name: string) =>
  new OpsProblem(
    'BACKUP_MISSING',
    `${folder} holds no ${name}.`,
    'Give the folder of a backup that has this database.',
  );

/** Reads every file once, so that nothing is dropped for a backup that turns out to hold less. */
async function mustBeWhole(saved: readonly SavedCollection[], folder: string): Promise<void> {
  for (const { name, count } of saved) {
    const file = join(folder, `${name}.bson`);
    let found = 0;
    for await (const _ of readBson(file)) found += 1;
    if (found !== count) throw damaged(file, `holds ${found} of ${count} documents`);
  }
}

/** A service that runs would write into what is being restored. */
async function mustBeSilent({ name }: Database, address: string): Promise<void> {
  const [host, port] = [
    address.slice(0, address.lastIndexOf(':')),
    Number(address.slice(address.lastIndexOf(':') + 1)),
  ];
  const answers = await new Promise<boolean>((resolve) => {
    const socket = knock({ host, port, timeout: 1_000 });
    const end = (answered: boolean) => () => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
  if (!answers) return;
  throw new OpsProblem('SERVICE_RUNS', `${name} answers at ${address}.`, `Stop every instance of ${name} first.`);
}

async function restoreDatabase(db: driver.Db, saved: readonly SavedCollection[], folder: string): Promise<number> {
  await db.dropDatabase();
  let count = 0;
  for (const { name, indexes } of saved) {
    const collection = await db.createCollection(name);
    for await (const some of batches(readBson(join(folder, `${name}.bson`)))) {
      await collection.insertMany(some, { writeConcern: { w: 'majority', journal: true } });
      count += some.length;
    }
    const more = indexes.filter((index) => index.name !== '_id_').map(({ v: _, ...index }) => index);
    if (more.length > 0) await collection.createIndexes(more as unknown as driver.IndexDescription[]);
  }
  return count;
}

async function* batches(documents: AsyncIterable<Buffer>): AsyncGenerator<driver.Document[]> {
  // Numbers, dates and bytes come back exactly as they were.
  const exactly = { promoteValues: false, promoteLongs: false, promoteBuffers: false };
  let some: driver.Document[] = [];
  for await (const document of documents) {
    some.push(driver.BSON.deserialize(document, exactly));
    if (some.length < batch) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

async function rewind(kafka: Kafka, admin: Admin, groupId: string, to: Date): Promise<string> {
  const topics = (await admin.fetchOffsets({ groupId })).map(({ topic }) => topic);
  const places = topics.map(async (topic) =>
    (await admin.fetchTopicOffsetsByTimestamp(topic, to.getTime())).map((place) => ({ topic, ...place })),
  );
  await placeGroup(kafka, groupId, (await Promise.all(places)).flat());
  return `${groupId} hears ${topics.length} topics again from ${to.toISOString()}`;
}
