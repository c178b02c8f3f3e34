import { expect, test } from '@jest/globals';
import { readOtlp } from './read-otlp.ts';

const span = {
  traceId: '4BF92F3577B34DA6A3CE929D0E0E4736',
  spanId: '00f067aa0ba902b7',
  name: 'process identity.v1.UserSignedUp',
  kind: 5,
  startTimeUnixNano: '1795477090459000000',
  endTimeUnixNano: '1795477090470500000',
  attributes: [
    { key: 'messaging.message.id', value: { stringValue: 'evt_1' } },
    { key: 'many', value: { arrayValue: { values: [{ intValue: 1 }] } } },
    { key: 'long', value: { stringValue: 'x'.repeat(5_000) } },
  ],
  status: { code: 2 },
};
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'notification' } }] };
const request = (given: object) => ({
  resourceSpans: [{ resource, scopeSpans: [{ spans: [{ ...span, ...given }] }] }],
});

test('a span is kept small, with the service that made it', () => {
  const [read] = readOtlp(request({})) ?? [];
  expect(read).toMatchObject({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    parentSpanId: '',
    kind: 'consumer',
    service: 'notification',
    failed: true,
    attributes: { 'messaging.message.id': 'evt_1', many: '{"values":[{"intValue":1}]}' },
  });
  expect(read?.milliseconds).toBeCloseTo(11.5, 1);
  expect(read?.attributes.long).toHaveLength(201);
});

test.each([
  ['no trace id', { traceId: 'x' }],
  ['a time that is none', { startTimeUnixNano: 'yesterday' }],
  ['no name', { name: 7 }],
])('%s: the request is none', (_what, given) => {
  expect(readOtlp(request(given))).toBeUndefined();
});

test.each([null, [], 'x', { resourceSpans: 'x' }])('%j is no request', (body) => {
  expect(readOtlp(body)).toBeUndefined();
});

test('an empty request holds nothing', () => {
  expect(readOtlp({})).toEqual([]);
});
