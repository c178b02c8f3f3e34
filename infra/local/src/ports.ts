import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { claimPort } from './port-claims.ts';
import { ServerProblem } from './problem.ts';

/** Below the range from which the kernel takes ports for outgoing connections, so nobody takes ours by chance. */
const lowest = 20_000;
const highest = 32_000;

/** Whether nothing listens on this loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A loopback port that is free, and that nobody else who asks here is given for as long as this process lives. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(lowest, highest);
    if (claimPort(port) && (await isFree(port))) return port;
  }
  throw new ServerProblem(`no free port between ${lowest} and ${highest}`, 'stop some of what listens there: ss -ltnp');
}

/**
 * The port to use: the wanted one, which must be free; else the one this data folder used before, so that clients find
 * a restarted server again; else a free one. Remembered in the folder under that name.
 */
export async function choosePort(folder: string, name: string, wanted?: number): Promise<number> {
  if (wanted !== undefined && wanted !== 0) {
    if (await isFree(wanted)) return wanted;
    throw new ServerProblem(
      `port ${wanted} for ${name} is taken`,
      `stop what listens there (ss -ltnp 'sport = :${wanted}'), or give another port, or none for a free one`,
    );
  }
  const file = join(folder, `${name}.port`);
  const before = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = before > 0 && (await isFree(before)) ? before : await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}
