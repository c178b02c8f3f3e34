import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact } from './redact.ts';

const token = 'lsat_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2y';

test.each([
  [token, 'lsat_…wX2y'],
  [`a ${token.replace('lsat', 'lsci')}.`, 'a lsci_…wX2y.'],
  ['lsat_short', 'lsat_…'],
  ['the display lsat_…wX2y stays', 'the display lsat_…wX2y stays'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
  ['cookie=__Host-session=abcdef; x=1', 'cookie=[redacted]; x=1'],
  ['__Host-session=abcdef; Path=/', '__Host-session=[redacted]; Path=/'],
  ['GET /verify-email?secret=abc&x=1', 'GET /verify-email?secret=[redacted]&x=1'],
  ['LOCALSTACK_API_KEY=abc123 start', 'LOCALSTACK_API_KEY=[redacted] start'],
  ['mongodb://root:hunter2@host/db', 'mongodb://root:[redacted]@host/db'],
  ['eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJnIn0.c2ln', 'eyJ…'],
  ['secret value aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3', 'secret value …3aB3'],
])('in text: %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test.each([
  'usr_01j9zzzzzzzzzzzzzzzzzzzzzz signed in',
  'tok_01j9zzzzzzzzzzzzzzzzzzzzzz',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '{"tokenId":"tok_1","tokens":3,"passwordChanged":true}',
  'a-very-long-name-of-a-file-without-any-secret-in-it.spec.ts',
  'http://127.0.0.1:8080/v1/workspaces',
])('leaves alone what is no secret: %s', (text) => {
  expect(redact(text)).toBe(text);
});

const name = fc.constantFrom(
  ...['password', 'newPassword', 'secret', 'proofSecret', 'apiKey', 'LOCALSTACK_API_KEY', 'legacyKey', 'x-caller'],
  ...['authorization', 'Cookie', 'set-cookie', 'TOKEN_PEPPERS', 'TOKEN_SEALING_KEYS', 'LEASE_SIGNING_KEYS', 'token'],
);
const key = fc.string({ minLength: 1, maxLength: 6 });
/** Anything a person may type, with quotes and backslashes, and long enough that it is found by no accident. */
const canary = fc.string({ unit: 'grapheme', minLength: 3, maxLength: 30 }).map((text) => `cAnArY"\\${text}`);

test('a field of a secret name hides its value at any depth, and JSON stays JSON', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 4 }), name, canary, (path, field, value) => {
      const inner: unknown = { [field]: value, shown: 1 };
      const outer = path.reduce((object, step) => ({ [`k${step}`]: object }), inner);
      const text = redact(JSON.stringify(outer));
      expect(text).not.toContain('cAnArY');
      expect(JSON.stringify(JSON.parse(text))).toContain('"shown":1');
    }),
  );
});

test('the same in JSON within a string of JSON', () => {
  fc.assert(
    fc.property(name, canary, (field, value) => {
      const text = redact(JSON.stringify({ msg: `body ${JSON.stringify({ [field]: value, shown: 1 })}` }));
      expect(text).not.toContain('cAnArY');
      expect(JSON.parse(text).msg).toContain('"shown":1');
    }),
  );
});

const base62 = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
});

test('a token is found wherever it stands', () => {
  const body = base62.filter((text) => text.length >= 1).map((text) => text.padEnd(38, 'x').slice(0, 38));
  fc.assert(
    fc.property(fc.constantFrom('lsat_', 'lsci_'), body, fc.string(), fc.json(), (prefix, rest, before, json) => {
      const around = `${before.replace(/\w$/, '')} ${prefix}${rest} ${json}`;
      expect(redact(around)).not.toContain(rest);
      expect(redact(JSON.stringify({ deep: [{ list: [around] }], [`${prefix}${rest}`]: 1 }))).not.toContain(rest);
    }),
  );
});

test('what is redacted once stays as it is', () => {
  const text = JSON.stringify({
    password: 'x',
    a: `Bearer ${token}`,
    b: 'mongodb://u:p@h',
    credential: { value: 'y' },
  });
  expect(redact(redact(text))).toBe(redact(text));
});

test('bytes are never shown, neither of a Buffer nor of a Uint8Array', () => {
  const secret = Buffer.from(token);
  expect(redact(JSON.stringify({ a: secret, b: Uint8Array.from(secret) }))).toBe('{"a":"[redacted]","b":"[redacted]"}');
});

test.each([
  'a'.repeat(200_000),
  '"'.repeat(200_000),
  'token'.repeat(40_000),
  '"token":"'.repeat(20_000),
  'eyJ.'.repeat(50_000),
])('hostile text of 200 kB costs linear time, at most 2 s of the processor', (text) => {
  const began = process.cpuUsage();
  redact(text);
  expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
});
