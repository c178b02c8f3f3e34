import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseMetrics } from '../src/metrics/parse.ts';
import { alerts, alertsFile, expressions, panels, readPromQl, root, unknownTo } from './rules.ts';

test('every expression is one by the grammar of Prometheus', () => {
  expect(expressions().length).toBeGreaterThan(30);
  expect(expressions().flatMap((one) => readPromQl(one).problems)).toEqual([]);
});

test.each(['sum(rate(x[5m]', 'x{a=b}', 'x >', 'histogram_quantile(0.9 x)', ''])('%j is none', (expression) => {
  expect(readPromQl(expression).problems).not.toEqual([]);
});

test('a metric and a label that nobody tells are found', () => {
  expect(readPromQl('sum by (b) (rate(x{a="1"}[5m])) / y').selectors).toEqual([
    { name: 'x', labels: ['a'] },
    { name: 'y', labels: [] },
  ]);
  const told = parseMetrics('canary_rotations_total{result="accepted"} 0');
  expect(unknownTo(told)).toContain('canary_rotations_total{outcome}');
  expect(unknownTo(told)).toContain('facts_differing');
});

test('every alert has a name of its own and a runbook that is there', () => {
  const names = alerts().map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  const missing = alerts().filter(({ annotations }) => !existsSync(join(root, annotations.runbook)));
  expect(missing.map(({ annotations }) => annotations.runbook)).toEqual([]);
});

test.each([
  ['a service that is away', /^up == 0/],
  ['RPCs that fail', /rpc_server_duration_seconds_count.* > 0\.02/],
  ['slow answers', /histogram_quantile\(0\.99, .*rpc_server_duration/],
  ['an outbox older than 30 s', /outbox_oldest_unsent_seconds\) > 30/],
  ['a consumer more than 60 s behind', /consumer_lag_seconds\) > 60/],
  ['dead letters', /dead_letters_waiting\) > 0/],
  ['facts that differ', /facts_differing\) > 0/],
  ['a late event loop', /event_loop_lag_p99_seconds > /],
  ['failed jobs', /state="failed"\}\) > 0/],
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

if (spawnSync('promtool', ['--version']).status === 0)
  test('promtool takes the rules', () => {
    const { status, stdout } = spawnSync('promtool', ['check', 'rules', alertsFile], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
