import { createRequire } from 'node:module';
import { mock } from 'node:test';
import { expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { calmRequestQueue } from './request-queue.ts';

interface Request {
  readonly entry: { readonly correlationId: number };
  readonly expectResponse: boolean;
  readonly sendRequest: () => void;
}
interface Queue {
  readonly inflight: ReadonlyMap<number, unknown>;
  scheduleRequestTimeoutCheck(): void;
  throttleCheckTimeoutId: unknown;
  push(request: Request): void;
  fulfillRequest(response: { correlationId: number; payload: Buffer; size: number }): void;
  maybeThrottle(milliseconds: number): void;
  destroy(): void;
}

calmRequestQueue();
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue;
const silent = { debug: () => {}, warn: () => {} };
const queueOf = (maxInFlightRequests: number | null, given: object = {}) =>
  new RequestQueue({
    maxInFlightRequests,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'c',
    broker: 'b',
    logger: silent,
    ...given,
  });

function request(sent: number[], correlationId: number, reject: (reason: Error) => void = () => {}): Request {
  const entry = { correlationId, apiName: 'x', apiKey: 0, apiVersion: 0, resolve: () => {}, reject };
  return { entry, expectResponse: true, sendRequest: () => void sent.push(correlationId) };
}

test('a queue with nothing pending has no timer', () => {
  const queue = queueOf(null);
  const sent: number[] = [];
  queue.push(request(sent, 1));
  queue.fulfillRequest({ correlationId: 1, payload: Buffer.alloc(0), size: 0 });
  expect(sent).toEqual([1]);
  expect(queue.throttleCheckTimeoutId).toBeNull();
});

test('requests that waited are sent: when one comes back, and when the throttling is over', async () => {
  const queue = queueOf(1);
  const sent: number[] = [];
  queue.push(request(sent, 1));
  queue.push(request(sent, 2));
  expect(sent).toEqual([1]);
  queue.fulfillRequest({ correlationId: 1, payload: Buffer.alloc(0), size: 0 });
  expect(sent).toEqual([1, 2]);
  queue.fulfillRequest({ correlationId: 2, payload: Buffer.alloc(0), size: 0 });

  queue.maybeThrottle(300);
  queue.push(request(sent, 3));
  expect(sent).toEqual([1, 2]);
  await eventually(() => expect(sent).toEqual([1, 2, 3]));
  queue.fulfillRequest({ correlationId: 3, payload: Buffer.alloc(0), size: 0 });
  expect(queue.throttleCheckTimeoutId).toBeNull();
  queue.destroy();
});

/** A queue that looks, by a clock that the body drives, whether requests have waited too long; and how often it has looked. */
function whileItLooks(connected: boolean, body: (queue: Queue, looked: () => number) => void): void {
  mock.timers.enable({ apis: ['setInterval', 'Date'] });
  let looked = 0;
  const isConnected = () => {
    looked += 1;
    return connected;
  };
  try {
    const queue = queueOf(null, { requestTimeout: 10_000, enforceRequestTimeout: true, isConnected });
    queue.scheduleRequestTimeoutCheck();
    body(queue, () => looked);
    queue.destroy();
  } finally {
    mock.timers.reset();
  }
}

test('once a second is looked whether a request has waited too long; then it is given up', () =>
  whileItLooks(true, (queue, looked) => {
    const reasons: string[] = [];
    queue.push(request([], 1, ({ message }) => void reasons.push(message)));
    mock.timers.tick(10_000);
    expect([reasons, looked()]).toEqual([[], 10]);
    mock.timers.tick(1_000);
    expect(reasons).toEqual([expect.stringContaining('timed out')]);
    expect(queue.inflight.size).toBe(0);
    queue.destroy();
    mock.timers.tick(5_000);
    expect(looked()).toBe(11);
  }));

test('a connection that is gone is not looked at any more', () =>
  whileItLooks(false, (_queue, looked) => {
    mock.timers.tick(5_000);
    expect(looked()).toBe(1);
  }));
