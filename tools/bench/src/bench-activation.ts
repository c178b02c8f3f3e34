import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@platform/dev';
import { type ServerUrls, startServers } from '@platform/testing';
import { activationName, activationSubject } from './activation-subject.ts';
import { newHolders, requestOf } from './holders.ts';
import { machine } from './machine.ts';
import { type Comparison, comparisonsOf, type Figures, figuresOf, measure, type RoundsShape } from './measure.ts';
import { type MemoryFigures, memoryOfHouse } from './memory.ts';
import { plainSubjects } from './plain-subjects.ts';

export interface BenchOptions extends RoundsShape {
  /** How many credentials activate in turns. */
  readonly credentials: number;
  /** Activations of the memory run; 0 leaves them out. */
  readonly memory: number;
  /** How long the whole house rests before its memory is read; 0 leaves the memory out. */
  readonly restSeconds: number;
}

/** What is known of the memory is empty when it was left out. */
export interface Report extends MemoryFigures {
  readonly at: string;
  readonly machine: string;
  readonly options: BenchOptions;
  readonly figures: readonly Figures[];
  readonly comparisons: readonly Comparison[];
}

type Say = (line: string) => void;

/**
 * Measures signed activations beside plain servers, on servers of its own in a temporary folder. Raises an Error when
 * any call was not answered as expected. Leaves nothing running.
 */
export async function benchActivation(options: BenchOptions, say: Say): Promise<Report> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), log: say });
  try {
    return await benchOn(servers, dataDir, options, say);
  } finally {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same on servers that run already; its databases are those of the services, so nobody else may use them. */
export async function benchOn(servers: ServerUrls, dataDir: string, options: BenchOptions, say: Say): Promise<Report> {
  const { memory: requests, restSeconds, streams, connections, credentials } = options;
  const shape = { requests, restSeconds, streams, connections };
  if (restSeconds > 0) say(`the whole house: at rest, with ${requests} activations, and at rest again`);
  // First: a house that hears what others have activated is not at rest.
  const memory =
    restSeconds > 0
      ? await memoryOfHouse(servers, join(dataDir, 'whole'), newHolders(credentials), shape, say)
      : { atRest: {}, underLoad: [], afterwards: {} };
  const run = await compare(servers, dataDir, options, say);
  return { at: new Date().toISOString(), machine: machine(), options, ...run, ...memory };
}

async function compare(servers: ServerUrls, dataDir: string, options: BenchOptions, say: Say) {
  const holders = newHolders(options.credentials);
  const messages = holders.map(requestOf);
  const subject = await activationSubject(servers, join(dataDir, 'house'), holders);
  try {
    const plain = await plainSubjects({ ...servers, database: 'bench', messages, nodeOptions: nodeOptions() });
    const all = [...plain, subject];
    const measured = await measure(all, options, say).finally(() => Promise.all(plain.map(({ stop }) => stop())));
    return { figures: figuresOf(measured), comparisons: comparisonsOf(measured, activationName) };
  } finally {
    await subject.stop();
  }
}

const nodeOptions = (): readonly string[] => services.find(({ name }) => name === activationName)?.nodeOptions ?? [];
