import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@platform/dev';
import { type ServerUrls, startServers } from '@platform/testing';
import { activationName, activationSubject } from './activation-subject.ts';
import { newHolders, requestOf } from './holders.ts';
import { machine } from './machine.ts';
import { type Comparison, comparisonsOf, type Figures, figuresOf, measure, type RoundsShape } from './measure.ts';
import { type MemoryPoint, memoryAtRest, memoryUnderLoad } from './memory.ts';
import { plainSubjects } from './plain-subjects.ts';

export interface BenchOptions extends RoundsShape {
  /** How many credentials activate in turns. */
  readonly credentials: number;
  /** Activations of the memory run; 0 leaves it out. */
  readonly memory: number;
  /** How long the whole house rests before its memory is read; 0 leaves it out. */
  readonly restSeconds: number;
}

export interface Report {
  readonly at: string;
  readonly machine: string;
  readonly options: BenchOptions;
  readonly figures: readonly Figures[];
  readonly comparisons: readonly Comparison[];
  /** Bytes by service; empty when it was left out. */
  readonly atRest: Readonly<Record<string, number>>;
  readonly underLoad: readonly MemoryPoint[];
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
  const { restSeconds } = options;
  if (restSeconds > 0) say('the whole house, at rest');
  const atRest = restSeconds > 0 ? await memoryAtRest(servers, join(dataDir, 'rest'), restSeconds) : {};
  const run = await compare(servers, dataDir, options, say);
  return { at: new Date().toISOString(), machine: machine(), options, atRest, ...run };
}

async function compare(servers: ServerUrls, dataDir: string, options: BenchOptions, say: Say) {
  const holders = newHolders(options.credentials);
  const messages = holders.map(requestOf);
  const subject = await activationSubject(servers, join(dataDir, 'house'), holders);
  try {
    const plain = await plainSubjects({ ...servers, database: 'bench', messages, nodeOptions: nodeOptions() });
    const all = [...plain, subject];
    const measured = await measure(all, options, say).finally(() => Promise.all(plain.map(({ stop }) => stop())));
    const { memory, streams, connections } = options;
    const underLoad = memory > 0 ? await memoryUnderLoad(subject, { requests: memory, streams, connections }, say) : [];
    return { figures: figuresOf(measured), comparisons: comparisonsOf(measured, activationName), underLoad };
  } finally {
    await subject.stop();
  }
}

const nodeOptions = (): readonly string[] => services.find(({ name }) => name === activationName)?.nodeOptions ?? [];
