import { expect, test } from '@jest/globals';
import { figuresOf } from './figures.ts';
import { parseMetrics } from './parse.ts';

const before = parseMetrics(`rpc_server_duration_seconds_count{rpc="a/B",code="OK"} 100
rpc_server_duration_seconds_bucket{rpc="a/B",code="OK",le="0.005"} 100
rpc_server_duration_seconds_bucket{rpc="a/B",code="OK",le="+Inf"} 100`);
const now = parseMetrics(`# HELP rpc_server_duration_seconds How long.
rpc_server_duration_seconds_count{rpc="a/B",code="OK"} 190 1795477090459
rpc_server_duration_seconds_count{rpc="a/B",code="INTERNAL"} 10
rpc_server_duration_seconds_bucket{rpc="a/B",code="OK",le="0.005"} 150
rpc_server_duration_seconds_bucket{rpc="a/B",code="OK",le="0.1"} 199
rpc_server_duration_seconds_bucket{rpc="a/B",code="OK",le="+Inf"} 200
outbox_oldest_unsent_seconds{channel="kafka"} 3
outbox_oldest_unsent_seconds{channel="facts"} 41
job_runs_total{queue="send-mail",outcome="failed"} 5
job_runs_total{queue="send-mail",outcome="given_up"} 2
dead_letters_waiting{topic="a.b.v1"} 0`);
const reading = { name: 'token', up: true, now: { at: 20_000, samples: now }, before: { at: 10_000, samples: before } };

test('rates are of the time in between, states of now', () => {
  expect(figuresOf(reading)).toMatchObject({
    perSecond: 10,
    failedShare: 0.1,
    p99Seconds: 0.1,
    outboxSeconds: 41,
    lagSeconds: undefined,
    jobsGivenUp: 2,
    deadLetters: 0,
  });
});

test('a process that was started anew counts from nothing', () => {
  expect(figuresOf({ ...reading, now: reading.before, before: reading.now })).toMatchObject({ failedShare: 0 });
  const anew = { at: 30_000, samples: parseMetrics('rpc_server_duration_seconds_count{code="OK"} 20') };
  expect(figuresOf({ ...reading, now: anew, before: reading.now }).perSecond).toBe(2);
});

test('labels are read with everything that a value may hold', () => {
  expect(parseMetrics('x{a="1,2",b="say \\"}\\"\\n"} +Inf')).toEqual([
    { name: 'x', labels: { a: '1,2', b: 'say "}"\n' }, value: Number.POSITIVE_INFINITY },
  ]);
});
