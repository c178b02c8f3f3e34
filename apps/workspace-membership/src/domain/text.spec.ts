import { expect, test } from '@jest/globals';
import { isCoded } from '@platform/kernel';
import fc from 'fast-check';
import { line, slugOf } from './text.ts';

const rule = { field: 'name', min: 1, max: 10 };

test('a name is trimmed and kept as it was written', () => {
  expect(line('  Zoë & Co ', rule)).toBe('Zoë & Co');
  expect(line('e\u0301', rule)).toBe('é');
});

test.each([
  ['', 'TEXT_MISSING'],
  ['   ', 'TEXT_MISSING'],
  ['x'.repeat(11), 'TEXT_TOO_LONG'],
  ['a\u0000b', 'TEXT_INVALID'],
  ['a\r\nBcc: b', 'TEXT_INVALID'],
  ['abc\u202edef', 'TEXT_INVALID'],
])('the name %j is refused as %s, naming the field', (value, reason) => {
  expect(() => line(value, rule)).toThrow(
    expect.objectContaining({
      reason: 'VALIDATION_FAILED',
      fields: [expect.objectContaining({ field: 'name', reason })],
    }),
  );
});

test('length is counted in characters, so that a name of emoji is not cut short', () => {
  expect(line('🦊'.repeat(10), rule)).toBe('🦊'.repeat(10));
  expect(() => line('🦊'.repeat(11), rule)).toThrow();
});

test('any text is either taken as one clean line within the limits, or refused with a code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
      try {
        const text = line(value, rule);
        expect(text).toBe(text.trim());
        expect([...text].length).toBeLessThanOrEqual(10);
      } catch (error) {
        expect(isCoded(error, 'VALIDATION_FAILED')).toBe(true);
      }
    }),
  );
});

test('a slug is readable, differs per workspace and is never empty', () => {
  expect(slugOf('Zoë & Co.', 'ws_01jabcdefgh12345678')).toBe('zoe-co-12345678');
  expect(slugOf('株式会社', 'ws_01jabcdefgh12345678')).toBe('workspace-12345678');
});

test('every slug fits into an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(slugOf(name, 'ws_01jabcdefgh12345678')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }),
  );
});
