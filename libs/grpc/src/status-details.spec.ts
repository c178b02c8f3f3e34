import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeStatus, encodeStatus } from './status-details.ts';

const text = fc.string({ unit: 'grapheme' });
const name = text.filter((one) => one !== '__proto__');
const status = fc.record({
  code: fc.integer({ min: 0, max: 16 }),
  message: text,
  reason: text,
  domain: text,
  metadata: fc.dictionary(name, text, { noNullPrototype: true }),
  fields: fc.array(fc.record({ field: text, reason: text, detail: text }), { maxLength: 10 }),
  retryAfterSeconds: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
  attached: fc.array(fc.record({ type: fc.stringMatching(/^test\.v1\.[A-Z][a-z]+$/), value: fc.uint8Array() }), {
    maxLength: 3,
  }),
});

test('what is encoded is what is decoded', () => {
  fc.assert(fc.property(status, (one) => expect(decodeStatus(encodeStatus(one))).toEqual(one)));
});

test('the bytes are the ones of google.rpc.Status', () => {
  // Written out by hand from google/rpc/status.proto and error_details.proto.
  const bytes = encodeStatus({
    code: 5,
    message: 'no',
    reason: 'R',
    domain: 'd',
    metadata: { k: 'v' },
    fields: [{ field: 'f', reason: 'r', detail: 'd' }],
    retryAfterSeconds: 2.5,
    attached: [],
  });
  const url = (type: string) => Buffer.from(`type.googleapis.com/google.rpc.${type}`);
  const part = (tag: number, ...inner: Uint8Array[]) =>
    Buffer.concat([Buffer.from([tag, Buffer.concat(inner).length]), ...inner]);
  const any = (type: string, value: Uint8Array) => part(0x1a, part(0x0a, url(type)), part(0x12, value));
  const b = (value: string) => Buffer.from(value);
  const entry = part(0x1a, part(0x0a, b('k')), part(0x12, b('v')));
  const violation = part(0x0a, part(0x0a, b('f')), part(0x12, b('d')), part(0x1a, b('r')));
  const delay = part(0x0a, Buffer.from([0x08, 2, 0x10, 0x80, 0xca, 0xb5, 0xee, 0x01]));
  const expected = Buffer.concat([
    Buffer.from([0x08, 5]),
    part(0x12, b('no')),
    any('ErrorInfo', Buffer.concat([part(0x0a, b('R')), part(0x12, b('d')), entry])),
    any('BadRequest', violation),
    any('RetryInfo', delay),
  ]);
  expect(bytes.toString('hex')).toBe(expected.toString('hex'));
});

test('any other bytes are no status of ours, and no crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = decodeStatus(bytes);
      expect(read === undefined || typeof read.reason === 'string').toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(decodeStatus(new Uint8Array())).toBeUndefined();
});

test('a truncated status never gives half a reason', () => {
  const whole = encodeStatus({
    ...{ code: 5, message: 'm', reason: 'TOKEN_EXPIRED', domain: 'd', metadata: {}, fields: [] },
    ...{ retryAfterSeconds: undefined, attached: [] },
  });
  for (let length = 0; length < whole.length; length++) {
    expect(['TOKEN_EXPIRED', undefined]).toContain(decodeStatus(whole.subarray(0, length))?.reason);
  }
});
