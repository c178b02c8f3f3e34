import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { calmRequestQueue } from './request-queue.ts';

interface Request {
  readonly entry: { readonly correlationId: number };
  readonly expectResponse: boolean;
  readonly sendRequest: () => void;
}
interface Queue {
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
const queueOf = (maxInFlightRequests: number | null) =>
  new RequestQueue({
    maxInFlightRequests,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'c',
    broker: 'b',
    logger: silent,
  });

function request(sent: number[], correlationId: number): Request {
  const entry = { correlationId, apiName: 'x', apiKey: 0, apiVersion: 0, resolve: () => {}, reject: () => {} };
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
