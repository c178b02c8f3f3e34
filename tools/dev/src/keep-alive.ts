import type { RunningPart, Servers } from '@platform/local-servers';
import { patience } from './resident.ts';
import { type Backoff, Revival } from './revival.ts';

/** Brings back a server that dies, and tries again when that fails, until the signal comes. */
export function keepAlive(
  { parts }: Pick<Servers, 'parts'>,
  log: (line: string) => void,
  signal: AbortSignal,
  times: Backoff = patience,
): void {
  for (const part of Object.values(parts)) keepOneAlive(part, log, signal, times);
}

function keepOneAlive(part: RunningPart, log: (line: string) => void, signal: AbortSignal, times: Backoff): void {
  let began = Date.now();
  const start = async () => {
    await part.start();
    began = Date.now();
  };
  const revival = new Revival({ name: part.name, start }, log, times);
  revival.begin();
  signal.addEventListener('abort', () => revival.end());
  part.onDeath((status) => revival.died(`${part.name} ended with status ${status}`, Date.now() - began));
}
