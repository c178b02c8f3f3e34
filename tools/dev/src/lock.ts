import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Takes the house of this data folder for us alone, until the process ends or `release` is called; undefined when
 * another process has it. The kernel keeps the lock, so a killed house leaves no stale one behind.
 */
export async function takeHouse(dataDir: string): Promise<{ release(): void } | undefined> {
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

function doorOf(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const name = `licensing-house-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}
