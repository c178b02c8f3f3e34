import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo as driver } from 'mongoose';
import { writeBson } from '../bson-file.ts';
import type { Config } from '../config.ts';
import { databases } from '../databases.ts';
import { OpsProblem } from '../problem.ts';

export interface BackupOptions {
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** What a backup says about itself. */
export interface Manifest {
  /** All databases as they were at this moment. */
  readonly at: string;
  readonly databases: Readonly<Record<string, readonly SavedCollection[]>>;
}
export interface SavedCollection {
  readonly name: string;
  readonly count: number;
  readonly indexes: readonly driver.IndexDescriptionInfo[];
}

/** Rights of living processes, and who lives, are not saved: they end by themselves. */
const notSaved = new Set(['leases', 'instances']);

/**
 * Writes all databases as they were at one moment, while everything runs. It reads one snapshot, which the server keeps for
 * five minutes: larger houses are saved by their storage. Raises FOLDER_IN_USE, DEPENDENCY_UNAVAILABLE.
 */
export async function backup(config: Config, { folder, say }: BackupOptions): Promise<void> {
  await mustBeEmpty(folder);
  const client = await driver.MongoClient.connect(config.MONGO_URL, { serverSelectionTimeoutMS: 5_000 });
  const session = client.startSession({ snapshot: true });
  const at = new Date().toISOString();
  try {
    const saved: Record<string, readonly SavedCollection[]> = {};
    for (const { name } of databases) {
      saved[name] = await saveDatabase(client.db(name), session, join(folder, name));
      say(`${name}: ${saved[name].reduce((sum, { count }) => sum + count, 0)} documents`);
    }
    const manifest: Manifest = { at, databases: saved };
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    say(
      `saved as of ${at}. The values in it are sealed or hashed; the keys are not in it: keep the secrets, too, elsewhere.`,
    );
  } finally {
    await session.endSession();
    await client.close();
  }
}

/** The manifest of an older backup would speak for files of a newer one that broke off. */
async function mustBeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length === 0) return;
  throw new OpsProblem('FOLDER_IN_USE', `${folder} is not empty.`, 'Give a new folder: a backup stands alone.');
}

async function saveDatabase(db: driver.Db, session: driver.ClientSession, folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const saved: SavedCollection[] = [];
  for (const name of names.filter((each) => !notSaved.has(each)).sort()) {
    const documents = db.collection(name).find({}, { session, raw: true });
    const count = await writeBson(join(folder, `${name}.bson`), documents as unknown as AsyncIterable<Uint8Array>);
    saved.push({ name, count, indexes: await db.collection(name).indexes() });
  }
  return saved;
}
