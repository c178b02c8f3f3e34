import { setTimeout as pause } from 'node:timers/promises';
import { type House, startHouse } from '@platform/dev';
import type { ServerUrls } from '@platform/testing';
import { type ActivationSubject, generous, subjectIn } from './activation-subject.ts';
import type { Holder } from './holders.ts';
import { type LoadShape, load } from './load.ts';
import { memoryOf } from './proc.ts';

/** Resident memory in bytes of each process of a house, by name. */
export type Memories = Readonly<Record<string, number>>;

export interface MemoryFigures {
  /** When nobody has used the house for a while. */
  readonly atRest: Memories;
  readonly underLoad: readonly MemoryPoint[];
  /** When everything that was decided is written and told, and nobody has used the house for as long again. */
  readonly afterwards: Memories;
}

export interface MemoryShape extends LoadShape {
  /** How long the house rests before its memory is read. */
  readonly restSeconds: number;
  /** Which processes the house has. Default: all, since what activation decides is heard by others. */
  readonly only?: readonly string[];
}

/** Memory of a house of its own: at rest, while its activation activates without pause, and at rest again. */
export async function memoryOfHouse(
  servers: ServerUrls,
  dataDir: string,
  holders: readonly Holder[],
  { restSeconds, only, ...shape }: MemoryShape,
  say: (line: string) => void,
): Promise<MemoryFigures> {
  const house = await startHouse({ servers, dataDir, env: generous, ...(only && { only }) });
  const rested = async () => {
    await pause(restSeconds * 1_000);
    return memoriesOf(house);
  };
  try {
    const atRest = await rested();
    if (shape.requests === 0) return { atRest, underLoad: [], afterwards: {} };
    const subject = await subjectIn({ house, servers, dataDir }, holders);
    const underLoad = await memoryUnderLoad(subject, shape, say).finally(() => subject.stop());
    return { atRest, underLoad, afterwards: await rested() };
  } finally {
    await house.stop();
  }
}

const memoriesOf = (house: House): Memories =>
  Object.fromEntries(house.names.map((name) => [name, memoryOf(house.process(name).pid)]));

/** Memory of activation at one point of a long run. */
export interface MemoryPoint {
  readonly activations: number;
  readonly bytes: number;
  /** Events that Kafka did not have yet: a memory that is flat because work piles up elsewhere is not flat. */
  readonly unsent: number;
}

const parts = 10;

/** Activates without pause and looks at the memory ten times on the way, and at the end when all is written. */
async function memoryUnderLoad(
  subject: ActivationSubject,
  shape: LoadShape,
  say: (line: string) => void,
): Promise<readonly MemoryPoint[]> {
  const points: MemoryPoint[] = [];
  const look = async (activations: number) => {
    const point = { activations, bytes: memoryOf(subject.pid), unsent: (await subject.kept()).unsent };
    points.push(point);
    say(`${activations} activations: ${megabytes(point.bytes)} MB, ${point.unsent} events on their way`);
  };
  await look(0);
  for (let part = 1; part <= parts; part += 1) {
    await load(subject, { ...shape, requests: Math.ceil(shape.requests / parts) });
    await look(part * Math.ceil(shape.requests / parts));
  }
  await subject.settle();
  await look(parts * Math.ceil(shape.requests / parts));
  return points;
}

/** Whole megabytes (10^6 bytes). */
export const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
