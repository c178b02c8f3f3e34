import { spawn } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { ServerProblem, startGuarded } from '@platform/local-servers';
import { environment } from '../src/config.ts';
import { pidFile } from '../src/data-folder.ts';
import { nothingLeft, scratch } from './support/child.ts';

const endsAtOnce = { file: '/bin/sh', args: ['-c', 'exit 3'] };
const staysDeaf = { file: '/bin/sh', args: ['-c', 'trap "" TERM; while :; do sleep 0.1; done'] };

/** Everything that waits for the disk has to wait while this works. */
async function withBusyDisk<T>(work: () => Promise<T>): Promise<T> {
  let over = false;
  const load = async (): Promise<void> => {
    while (!over) await promisify(pbkdf2)('x', 'y', 20_000, 32, 'sha512');
  };
  const loads = Array.from({ length: 12 }, load);
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(loads);
  }
}

test('the end of a command that dies at once is never missed', async () => {
  const folder = await scratch();
  const server = await withBusyDisk(() => startGuarded(endsAtOnce, folder));

  expect(await server.ended).toBe(3);
  expect(server.running()).toBe(false);
  await server.stop();
  await server.kill();
  await nothingLeft(folder);
});

test('a server that nobody could find again is not left running', async () => {
  const folder = await scratch();
  await symlink('/dev/null', pidFile(folder)); // what is written is gone, as on a full disk

  const start = startGuarded(staysDeaf, folder, { namedWithinMs: 300, patienceSeconds: 1 });

  await expect(start).rejects.toThrow(ServerProblem);
  await expect(start).rejects.toThrow(/no process id came into .*server\.pid\n {2}remedy: is the disk full/);
  await nothingLeft(folder);
});

test('a pid file that cannot be written ends the server, which says so', async () => {
  const folder = await scratch();
  await mkdir(pidFile(folder));

  const server = await startGuarded({ file: '/bin/sleep', args: ['60'] }, folder);

  expect(await server.ended).toBe(143);
  expect(await server.output()).toMatch(/server\.pid/);
  await nothingLeft(folder);
});

test('a signal is for one process: 0 and less, which are groups and everybody, get none', async () => {
  const processes = fileURLToPath(new URL('../src/processes.ts', import.meta.url));
  const program = `const { signal } = await import('${processes}');
    signal(0, 'SIGKILL');
    signal(-process.pid, 'SIGKILL');
    console.log('I live');`;
  const { NODE_OPTIONS: _, ...env } = environment();
  // A group of its own, so that the wrong answer hurts nobody else.
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);

  expect(said).toBe('I live\n');
});
