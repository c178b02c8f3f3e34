import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grpc-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function child(env: Record<string, string>) {
  const register = join(import.meta.dirname, '../../telemetry/src/register.ts');
  const script = join(import.meta.dirname, 'children/traced.ts');
  const { stdout } = await run(process.execPath, ['--conditions=source', '--import', register, script], { env });
  return JSON.parse(stdout);
}

interface Line {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: string;
  readonly failed: boolean;
}

test('a call through two services is one trace, each span below the one that caused it', async () => {
  const TRACES_FILE = join(folder, 'traces.ndjson');
  const { heard, refused } = await child({ TRACES_FILE, OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none' });
  const spans: Line[] = readFileSync(TRACES_FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [, traceId] = heard[0].split('-');
  const journey = spans.filter((one) => one.traceId === traceId).reverse();
  expect(journey.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'internal journey',
    'client test.v1.EchoService/Say',
    'server test.v1.EchoService/Say',
    'client test.v1.EchoService/Say',
    'server test.v1.EchoService/Say',
  ]);
  expect(journey.slice(1).map(({ parentSpanId }) => parentSpanId)).toEqual(
    journey.slice(0, -1).map(({ spanId }) => spanId),
  );
  expect(heard[1]).toBe(`00-${traceId}-${journey.at(-1)?.spanId}-01`);
  expect(refused).toBe('TOKEN_NOT_FOUND');
  expect(spans.filter(({ failed }) => failed)).toHaveLength(4);
});

test('calls are counted and timed by method and status code', async () => {
  const { metrics } = await child({ METRICS: 'true' });
  const count = (code: string) =>
    new RegExp(`rpc_server_duration_seconds_count\\{rpc="test.v1.EchoService/Say",code="${code}"\\} 2\n`);
  expect(metrics).toMatch(count('OK'));
  expect(metrics).toMatch(count('NOT_FOUND'));
  expect(metrics).toMatch(/rpc_server_duration_seconds_bucket\{.*le="0.005"\} \d/);
});

test('when telemetry is off there is neither', async () => {
  expect(await child({})).toEqual({ heard: ['', ''], refused: 'TOKEN_NOT_FOUND' });
});
