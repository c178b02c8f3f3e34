import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeToken } from '@platform/credential';
import { freePort } from '@platform/testing';
import { environmentOf, programOf } from '../src/commands/start.ts';
import { readConfig } from '../src/config.ts';
import { localstack } from './terminal.ts';

const token = makeToken('developer');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the place of the emulator: it writes down how it was started and serves what it is told. */
async function emulatorThat(script: string) {
  const program = join(folder, 'emulator.mjs');
  const port = await freePort();
  writeFileSync(
    program,
    // A program of its own, which plays the emulator and tells what it was given.
    `import { createServer } from 'node:http';
     import { writeFileSync } from 'node:fs';
     const seen = { argv: process.argv.slice(2), token: process.env.LOCALSTACK_AUTH_TOKEN ?? null };
     ${script}
     function serve() {
       createServer((request, response) => {
         if (request.url === '/stop') { response.end(); process.exit(0); }
         response.end(JSON.stringify(seen));
       }).listen(${port}, '127.0.0.1');
     }`,
  );
  const env = {
    CONFIG_DIR: join(folder, '.localstack'),
    LOCALSTACK_EMULATOR: program,
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
  };
  return { env, url: `http://127.0.0.1:${port}` };
}

test('start without -d stays in the foreground and ends as the emulator does (S-120)', async () => {
  const { env } = await emulatorThat(`process.exitCode = seen.token === '${token}' ? 7 : 1;`);
  await localstack(['auth', 'set-token', token], env);
  expect((await localstack(['start'], env)).exitCode).toBe(7);
});

test('Ctrl-C ends the emulator, and that is no failure: it was asked to', async () => {
  const { env } = await emulatorThat("serve(); console.log('up');");
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  // A group of its own, as a terminal makes one: all of it hears Ctrl-C.
  const child = spawn(process.execPath, ['--conditions=source', main, 'start'], { env, detached: true });
  const whole = -(child.pid ?? Number.NaN);
  const told = text(child.stderr);
  try {
    await once(child.stdout, 'data');
    process.kill(whole, 'SIGINT');
    expect([await once(child, 'exit'), await told]).toEqual([[0, null], '']);
  } finally {
    if (child.exitCode === null) process.kill(whole, 'SIGKILL');
  }
});

test('an emulator that somebody else has ended by a signal is a failure, with the code that shells give', async () => {
  const { env } = await emulatorThat("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1_000);");
  expect((await localstack(['start'], env)).exitCode).toBe(143);
});

describe('start -d (S-120)', () => {
  test('hands the stored token over in the environment, never in an argument, and leaves the emulator running (S-121)', async () => {
    const { env, url } = await emulatorThat('serve();');
    await localstack(['auth', 'set-token', token], env);
    const started = await localstack(['start', '-d', '--json'], env);
    try {
      expect([started.exitCode, JSON.parse(started.out).data.pid > 0]).toEqual([0, true]);
      expect(await (await fetch(url)).json()).toEqual({ argv: [], token });
      expect((await localstack(['start', '-d'], env)).err).toContain('already');
    } finally {
      await fetch(`${url}/stop`).catch(() => undefined);
    }
  });

  test('an emulator that ends is shown with what it printed, and its exit code is ours', async () => {
    const { env } = await emulatorThat("console.log('License activation failed!'); process.exitCode = 55;");
    const { exitCode, err } = await localstack(['start', '-d'], env);
    expect(exitCode).toBe(55);
    expect(err).toContain('License activation failed!');
  });
});

test('the shell wins over a stored token, in the variable where it stands', () => {
  const config = readConfig({ CONFIG_DIR: folder });
  const env = { LOCALSTACK_API_KEY: token };
  expect(environmentOf(env, { value: token, source: 'LOCALSTACK_API_KEY', differ: false })).toBe(env);
  expect(environmentOf({}, { value: token, source: 'stored', differ: false })).toEqual({
    LOCALSTACK_AUTH_TOKEN: token,
  });
  expect(config.LOCALSTACK_IMAGE).toBe('localstack/localstack-pro');
});

test('a container gets the ports of the sources and variables by name, so that no value stands in an argument (S-110, S-111)', () => {
  const [program, args] = programOf(readConfig({ LOCALSTACK_AUTH_TOKEN: token }), { detached: false, docker: true });
  expect(program).toBe('docker');
  expect(args.join(' ')).toContain('-p 4566:4566 -p 4510-4559:4510-4559 -e LOCALSTACK_AUTH_TOKEN');
  expect(args.join(' ')).not.toContain(token);
  expect(args.at(-1)).toBe('localstack/localstack-pro');
});

describe('license status', () => {
  let server: Server;
  const emulatorSays = async (status: object) => {
    server = createServer((_request, response) => response.end(JSON.stringify(status)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return { GATEWAY_LISTEN: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  afterEach(() => {
    server?.close();
  });

  test('says plan, mode, end and decision of the running emulator', async () => {
    const status = {
      mode: 'online',
      is_license_activated: true,
      plan: 'Trial',
      lease_expires_at: '2026-03-11T12:00:00.000Z',
      renew_at: '2026-03-11T00:00:00.000Z',
      decision_id: 'dec_1',
    };
    const { exitCode, out } = await localstack(['license', 'status'], await emulatorSays(status));
    expect(exitCode).toBe(0);
    expect(out).toContain('License: active (online)');
    expect(out).toContain('Decision: dec_1');
  });

  test('no emulator is exit code 69 and says how to start one', async () => {
    const { exitCode, err } = await localstack(['license', 'status'], {
      GATEWAY_LISTEN: `127.0.0.1:${await freePort()}`,
    });
    expect(exitCode).toBe(69);
    expect(err).toContain('localstack start -d');
  });
});
