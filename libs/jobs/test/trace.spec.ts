import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { place } from './given.ts';

test('the trace in which a job was added goes on in its handler', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const file = fileURLToPath(new URL('./traced.ts', import.meta.url));
  const given = [await place(), `00-${traceId}-b7ad6b7169203331-01`];
  const args = ['--conditions=source', '--import', '@platform/telemetry/register', file, ...given];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { TRACES_FILE: '/dev/null' },
    timeout: 120_000,
  });
  expect(stdout).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
});
