import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const program = new URL('../src/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'emulator-main-'));
let other: Server;
beforeAll(async () => {
  other = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
});
afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const started = (env: Record<string, string>) =>
  spawn(process.execPath, ['--conditions=source', program], { env: { LICENSE_CACHE_DIR: folder, ...env } });
const ended = async (child: ChildProcess) => (await once(child, 'exit')) as [number | null, string | null];

test('as a process it says where it is ready, and ends on SIGTERM', async () => {
  const child = started({ ACTIVATE_PRO: '0', GATEWAY_LISTEN: '127.0.0.1:0' });
  try {
    const [line] = await once(child.stdout, 'data');
    const [, url] = /^Ready at (\S+)\n$/.exec(String(line)) ?? [];
    expect((await fetch(`${url}/_localstack/info`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a port that is taken is told in a sentence with a remedy: exit code 64, no stack', async () => {
  const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const child = started({ LOCALSTACK_AUTH_TOKEN: 'lsat_0', GATEWAY_LISTEN: address });
  const [printed, told, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
  expect([printed, told, code]).toEqual([
    '',
    `Another program listens at ${address}. Stop it, or set GATEWAY_LISTEN to another port.\n`,
    64,
  ]);
});
