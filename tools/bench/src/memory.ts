import { setTimeout as pause } from 'node:timers/promises';
import { startHouse } from '@platform/dev';
import type { ServerUrls } from '@platform/testing';
import type { ActivationSubject } from './activation-subject.ts';
import { type LoadShape, load } from './load.ts';
import { memoryOf } from './proc.ts';

/** Resident memory in bytes of each service of a whole house that nobody has used for a while, by name. */
export async function memoryAtRest(
  servers: ServerUrls,
  dataDir: string,
  restSeconds: number,
): Promise<Readonly<Record<string, number>>> {
  const house = await startHouse({ servers, dataDir });
  try {
    await pause(restSeconds * 1_000);
    return Object.fromEntries(house.names.map((name) => [name, memoryOf(house.process(name).pid)]));
  } finally {
    await house.stop();
  }
}

/** Memory of activation at one point of a long run. */
export interface MemoryPoint {
  readonly activations: number;
  readonly bytes: number;
  /** Events that Kafka did not have yet: a memory that is flat because work piles up elsewhere is not flat. */
  readonly unsent: number;
}

const parts = 10;

/** Activates without pause and looks at the memory ten times on the way, and at the end when all is written. */
export async function memoryUnderLoad(
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
