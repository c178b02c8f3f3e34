import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { doorOf } from '../house-door.mjs';

/**
 * Takes the house of this data folder for us alone, until the process ends or `release` is called; undefined when
 * another process has it. The kernel keeps the lock, so a killed house leaves no stale one behind.
 */
export async function takeHouse(dataDir: string): Promise<{ release(): void } | undefined> {
  mkdirSync(dataDir, { recursive: true });
  const server = createServer((socket) => socket.destroy());
  server.listen(doorOf(dataDir));
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  server.unref();
  return { release: () => void server.close() };
}
