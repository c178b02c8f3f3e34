import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { sharedServers } from '@platform/local-servers';
import { eventually } from '@platform/testing';
import { inherited } from '../src/config.ts';
import { root } from '../src/root.ts';
import { processesOf, scratch } from './support.ts';

/** `npm test` once the code is built, with a temporary folder of its own. */
async function suite(patterns: readonly string[], env: Readonly<Record<string, string>>) {
  const folder = await scratch();
  const program = `const { suite } = await import('${root}/tools/dev/suite.mjs');
    process.exit(await suite(${JSON.stringify(patterns)}));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...inherited(), TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { folder, status: child.exitCode, stderr };
}

const leftIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('licensing-test-'));

test('when the servers cannot start, the remedy is said and nothing is left', async () => {
  const cache = join(await scratch(), 'cache');
  const { folder, status, stderr } = await suite([], { PATH: '/nowhere', XDG_CACHE_HOME: cache });

  expect(stderr).toMatch(/the servers did not start\n {2}remedy: read the message above; npm run doctor\n$/);
  expect(status).toBe(1);
  expect(leftIn(folder)).toEqual([]);
});

test('when something goes wrong later, the servers are stopped, their data is gone, then the remedy is said', async () => {
  const { mongoUrl, brokers } = await sharedServers();
  // Redis is started: one server of our own is enough.
  const given = { MONGO_URL: mongoUrl, KAFKA_BROKERS: brokers };
  const { folder, status, stderr } = await suite(['--config=/nowhere.json'], given);

  expect(stderr).toMatch(/redis: .* answers/);
  expect(stderr).toMatch(/\n {2}remedy: read its message above\n$/);
  expect(status).toBe(1);
  expect(leftIn(folder)).toEqual([]);
  // Whoever was told to end may take a moment.
  await eventually(() => expect(processesOf(folder)).toEqual([]));
});
