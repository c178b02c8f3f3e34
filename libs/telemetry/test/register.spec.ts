import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SpanLine } from '../src/span-file.ts';
import { child } from './child.ts';
import { collector } from './collector.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const spansOf = (file: string): SpanLine[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function journey(env: Record<string, string>) {
  const lines = (await child('journey.ts', env)).trim().split('\n');
  return { result: JSON.parse(lines.at(-1) ?? ''), log: JSON.parse(lines[0] ?? ''), text: lines.join('\n') };
}

test('a trace goes on from a carried traceparent through HTTP into a span of our own', async () => {
  const file = join(folder, 'traces.ndjson');
  const { result, log } = await journey({ TRACES_FILE: file, OTEL_SERVICE_NAME: 'journey' });
  const spans = spansOf(file);
  const named = (name: string) => spans.find((one) => one.name === name);
  const trace = spans.filter(({ traceId }) => traceId === '4bf92f3577b34da6a3ce929d0e0e4736');
  expect(trace.map(({ kind }) => kind).sort()).toEqual(['client', 'consumer', 'internal', 'server']);
  const ids = new Set(['00f067aa0ba902b7', ...trace.map(({ spanId }) => spanId)]);
  expect(trace.every(({ parentSpanId }) => ids.has(parentSpanId))).toBe(true);
  expect(named('job')).toMatchObject({ parentSpanId: '00f067aa0ba902b7', service: 'journey', failed: false });
  expect(result.within).toBe(`00-4bf92f3577b34da6a3ce929d0e0e4736-${named('work')?.spanId}-01`);
  expect(log).toMatchObject({ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: named('work')?.spanId });
  expect(result.outside).toBe('');
});

test('a malformed traceparent starts a trace of its own, a failure is marked, health checks are left out', async () => {
  const file = join(folder, 'traces.ndjson');
  const { result } = await journey({ TRACES_FILE: file });
  const spans = spansOf(file);
  expect(spans.find(({ name }) => name === 'fresh')).toMatchObject({ parentSpanId: '' });
  expect(result.fresh).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(spans.find(({ name }) => name === 'fails')).toMatchObject({ failed: true });
  expect(spans.filter(({ kind }) => kind === 'server')).toHaveLength(1);
});

test('no secret reaches a span', async () => {
  const file = join(folder, 'traces.ndjson');
  const { result } = await journey({ TRACES_FILE: file });
  expect(result.failure).toContain('hunter2');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('lsat_…wX2y');
  expect(text).not.toMatch(/kL6mN7oP8q|hunter2/);
});

test('without instrumentations only our own spans are made', async () => {
  const file = join(folder, 'traces.ndjson');
  await journey({ TRACES_FILE: file, OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none' });
  const names = new Set(spansOf(file).map(({ name }) => name));
  expect(names).toEqual(new Set(['job', 'work', 'fails', 'fresh']));
});

test('when it is off there are no spans and no trace ids', async () => {
  const { result, log } = await journey({});
  expect(result).toMatchObject({ within: '', fresh: '', outside: '' });
  expect(log).not.toHaveProperty('trace_id');
});

test('a fetch within a trace is a span of it, and whoever is asked goes on below', async () => {
  const file = join(folder, 'traces.ndjson');
  const env = { TRACES_FILE: file, OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'fetch' };
  const [first, second, alone] = JSON.parse(await child('fetching.ts', env));
  const spans = spansOf(file);
  const named = (name: string) => spans.find((one) => one.name === name);
  const sent = (name: string) => `00-4bf92f3577b34da6a3ce929d0e0e4736-${named(name)?.spanId}-01`;
  expect(named('GET /emails')).toMatchObject({
    kind: 'client',
    parentSpanId: named('handing over')?.spanId,
    failed: false,
    attributes: { 'http.response.status_code': 200 },
  });
  expect([first, second, alone]).toEqual([sent('GET /emails'), sent('GET /fails'), null]);
  expect(named('GET /fails')).toMatchObject({ failed: true, attributes: { 'http.response.status_code': 503 } });
  expect(named('GET /nobody')).toMatchObject({ failed: true });
  expect(named('GET /alone')).toBeUndefined();
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
});

test.each([
  ['http/json', 'application/json'],
  ['http/protobuf', 'application/x-protobuf'],
])('spans go to a collector as it wants them: %s', async (protocol, type) => {
  const { received, url, close } = await collector();
  await child('journey.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-otlp-secret=abc',
    OTEL_SERVICE_NAME: 'journey',
  });
  close();
  expect(received.map(({ path }) => path)).toContain('/v1/traces');
  for (const one of received) expect(one).toMatchObject({ type, secret: 'abc' });
  const text = received.map(({ body }) => body.toString('latin1')).join('');
  expect(text).toMatch(/journey.*fails/s);
});

test('metrics go to a collector, too, unless they are kept back', async () => {
  const { received, url, close } = await collector();
  const env = { METRICS: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: url };
  await child('metrics.ts', { ...env, OTEL_METRICS_EXPORTER: 'none' });
  expect(received.filter(({ path }) => path === '/v1/metrics')).toEqual([]);
  await child('metrics.ts', env);
  close();
  const [metrics] = received.filter(({ path }) => path === '/v1/metrics');
  expect(metrics?.type).toBe('application/x-protobuf');
  expect(metrics?.body.toString('latin1')).toContain('activations');
});

test('metrics are served in the Prometheus format when they are on', async () => {
  const { first, second } = JSON.parse(await child('metrics.ts', { METRICS: 'true' }));
  expect(first).toContain('# HELP activations_total Activations by verdict.');
  expect(first).toMatch(/activations_total\{verdict="granted"\} 2\n/);
  expect(first).toMatch(/activations_total\{verdict="refused"\} 1\n/);
  expect(first).toMatch(/answer_seconds_bucket\{rpc="Say",le="0.01"\} 0\n/);
  expect(first).toMatch(/answer_seconds_bucket\{rpc="Say",le="0.025"\} 1\n/);
  expect(first).toMatch(/outbox_oldest_seconds 7\n/);
  expect(first).not.toMatch(/^silent\b/m);
  expect(first).toMatch(/event_loop_lag_p99_seconds \d/);
  expect(first).toMatch(/process_resident_memory_bytes \d{7,}/);
  expect(second).toMatch(/outbox_oldest_seconds 7\n/);
});

test('without METRICS nothing is collected', async () => {
  expect(JSON.parse(await child('metrics.ts', {}))).not.toHaveProperty('first');
});
