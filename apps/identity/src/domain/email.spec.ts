import { expect, test } from '@jest/globals';
import { isCoded } from '@platform/kernel';
import fc from 'fast-check';
import { readEmail } from './email.ts';

test.each([
  ['  Ada.Lovelace@Example.COM ', 'ada.lovelace@example.com'],
  ['ada+test@example.co.uk', 'ada+test@example.co.uk'],
  ["o'neil@example.com", "o'neil@example.com"],
  ['jörg@bücher.example', 'jörg@xn--bcher-kva.example'],
  ['jo\u0308rg@BÜCHER.example', 'jörg@xn--bcher-kva.example'],
])('%s is unique as %s', (given, normalized) => {
  expect(readEmail(given).normalized).toBe(normalized);
});

test('mails go to the address as it was written', () => {
  expect(readEmail(' Ada@Example.com ').email).toBe('Ada@Example.com');
});

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[::1]',
  'a b@example.com',
  'a@b@example.com',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada@example..com',
  'ada@-example.com',
  'ada@example.com/x',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada\u0000@example.com',
  'ada\u202e@example.com',
  '"ada"@example.com',
  '<ada@example.com>',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a.'.repeat(130)}com`,
  'ada@exam%70le.com',
])('%j is no address', (given) => {
  expect(() => readEmail(given)).toThrow(expect.objectContaining({ reason: 'EMAIL_INVALID' }));
});

test('normalizing is stable, and no text breaks the reader', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (given) => {
      try {
        const { normalized } = readEmail(given);
        expect(readEmail(normalized).normalized).toBe(normalized);
      } catch (error) {
        expect(isCoded(error, 'EMAIL_INVALID')).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
