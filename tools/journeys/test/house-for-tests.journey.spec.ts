import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { eventually, visitor } from '@platform/testing';
import { withoutServers } from '../src/config.ts';

const entry = fileURLToPath(new URL('../dist/house-for-tests.js', import.meta.url));

/** The command lines of all processes that name the folder. */
const processesOf = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(folder));

test('a house for tests holds no mistakes against an address, and ends with its starter leaving nothing', async () => {
  // Those whom a sign-in asks: that all others come when nobody is named, every browser spec shows. Of the run's own servers a
  // new house would hear all that other specs have told, before anything of its own.
  // With what Node is told here, too: what it is not to warn of.
  const child = spawn(process.execPath, [...process.execArgv, entry, 'identity', 'console-gateway'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: withoutServers(),
  });
  const ended = once(child, 'close');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { consoleUrl, dataDir } = JSON.parse(line) as Record<string, string>;
  if (!consoleUrl || !dataDir) throw new Error(`not all is told: ${line}`);

  for (let mistake = 0; mistake < 20; mistake++) {
    const wrong = { email: `nobody-${mistake}@example.com`, password: 'not the password of anybody' };
    const { body } = await visitor(consoleUrl).ask('POST', '/v1/auth/sign-in', wrong);
    expect(body).toMatchObject({ reason: 'CREDENTIALS_INVALID' });
  }
  expect(processesOf(dataDir)).not.toEqual([]);

  child.stdin.end();
  expect((await ended)[0]).toBe(0);
  await eventually(() => expect(processesOf(dataDir)).toEqual([]));
  expect(existsSync(dataDir)).toBe(false);
}, 300_000);
