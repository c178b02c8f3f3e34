import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { mailProvider, services } from '@platform/dev';
import { schema as canarySchema } from '../src/canary/config.ts';
import { parseMetrics } from '../src/metrics/parse.ts';
import {
  alerts,
  configFile,
  expressions,
  impossible,
  panels,
  readPromQl,
  targets,
  unknownTo,
  unlisted,
  withoutRunbook,
} from './rules.ts';

test('every expression is one by the grammar of Prometheus', () => {
  expect(expressions().length).toBeGreaterThan(30);
  expect(expressions().flatMap((one) => readPromQl(one).problems)).toEqual([]);
});

test.each(['sum(rate(x[5m]', 'x{a=b}', 'x >', 'histogram_quantile(0.9 x)', ''])('%j is none', (expression) => {
  expect(readPromQl(expression).problems).not.toEqual([]);
});

test('what an expression asks for is read out of it', () => {
  const read = readPromQl('sum by (b) (max without (c) (x{a="1", d=~"2|3"})) / y').selectors;
  expect(read).toEqual([
    {
      name: 'x',
      matchers: [
        { label: 'a', op: '=', value: '1' },
        { label: 'd', op: '=~', value: '2|3' },
      ],
      by: ['c', 'b'],
    },
    { name: 'y', matchers: [], by: [] },
  ]);
});

test('a metric and a label that nobody tells are found', () => {
  const told = parseMetrics('canary_rotations_total{result="accepted"} 0');
  expect(unknownTo(told)).toContain('canary_rotations_total{outcome}');
  expect(unknownTo(told)).toContain('facts_differing');
  expect(unknownTo(told, ['sum by (result, service) (canary_rotations_total)', 'count by (job) (up)'])).toEqual([]);
  expect(unknownTo(told, ['sum by (reslt) (rate(canary_rotations_total[5m]))', 'count by (pod) (up)'])).toEqual([
    'canary_rotations_total{reslt}',
    'up{pod}',
  ]);
});

test('a value that nobody tells yet is found: of a count that comes up at 1 Prometheus does not see that it grew', () => {
  const told = parseMetrics('mails_total{status="sent"} 1\njob_queue_jobs{state="failed"} 0');
  expect(unknownTo(told, ['rate(mails_total{status="sent"}[5m])', 'job_queue_jobs{state=~"failed|x"}'])).toEqual([]);
  expect(unknownTo(told, ['increase(mails_total{status="failed"}[5m])'])).toEqual(['mails_total{status="failed"}']);
});

test('every value by which is chosen can occur', () => {
  expect(impossible()).toEqual([]);
});

test.each([
  'job_queue_jobs{state="faild"}',
  'job_queue_jobs{state!="done"}',
  'rpc_server_duration_seconds_count{code=~"INTERNAL|UNAVAIL"}',
  'http_request_duration_seconds_count{status=~"6.."}',
  'sse_open_streams{page="tokens"}',
])('%s is nothing that can occur, or nobody has listed it', (expression) => {
  expect(impossible([expression])).toEqual([expression]);
});

test('a value that is told and not listed is found', () => {
  expect(unlisted(parseMetrics('mails_total{status="sent"} 1\nmails_total{status="lost"} 1'))).toEqual([
    'mails_total{status="lost"}',
  ]);
});

test('every alert has a name of its own, and a runbook that is there and names it', () => {
  const names = alerts().map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  expect(withoutRunbook()).toEqual([]);
});

test('Prometheus asks every process that a house has where it has the machine for itself, and the canary', () => {
  const processes = services.filter((each) => each !== mailProvider);
  const expected = processes.map(({ name, ports }) => [name, `127.0.0.1:${ports.health}`]);
  const canary = canarySchema.shape.HTTP_ADDRESS.parse(undefined);
  expect(targets()).toEqual({ ...Object.fromEntries(expected), canary });
});

test.each([
  ['a service that is away', /^up == 0/],
  ['RPCs that fail', /rpc_server_duration_seconds_count.* > 0\.02/],
  ['slow answers', /histogram_quantile\(0\.99, .*rpc_server_duration/],
  ['an outbox older than 30 s', /outbox_oldest_unsent_seconds\) > 30/],
  ['a consumer more than 60 s behind', /consumer_lag_seconds\) > 60/],
  ['dead letters', /dead_letters_waiting\) > 0/],
  ['facts that differ', /facts_differing\) > 0/],
  ['facts that nobody compares', /facts_compared_seconds_ago\) > 900/],
  ['mails that are due and not sent', /mails_oldest_due_seconds\) > 120/],
  ['mails that wait for an address', /mails_oldest_unaddressed_seconds\) > 900/],
  ['a Redis that is lost', /redis_up\) == 0/],
  ['a late event loop', /max_over_time\(event_loop_lag_p99_seconds\[1m\]\) > /],
  ['failed jobs', /job_runs_total\{outcome="given_up"\}\[15m\]\)\) > 0/],
  ['failed mails', /mails_total\{status="failed"\}\[15m\]\)\) > 0/],
])('somebody is told of %s', (_what, expression) => {
  expect(alerts().filter(({ expr }) => expression.test(expr))).toHaveLength(1);
});

test('an old token that is accepted wakes somebody at once', () => {
  const [alarm] = alerts().filter(({ expr }) => expr === 'canary_rotations_total{outcome="accepted"} > 0');
  expect(alarm).toMatchObject({ labels: { severity: 'page' } });
  expect(alarm?.for).toBeUndefined();
});

test('the panels of the dashboard have ids of their own and do not cover each other', () => {
  const all = panels();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const cells = all.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...all.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
});

const promtool = spawnSync('promtool', ['--version']).status === 0 ? test : test.skip;

promtool('promtool takes the configuration and its rules', () => {
  const { status, stdout } = spawnSync('promtool', ['check', 'config', configFile], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/SUCCESS.*rules found/)]);
});
