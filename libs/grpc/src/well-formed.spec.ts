import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { malformed } from './well-formed.ts';

test('every wrong field is named, however deep', () => {
  const message = {
    name: 'bad \0',
    at: new Date(Number.NaN),
    inner: { note: 'not \uFFFD UTF-8', fine: 'yes' },
    list: ['ok', 'no\0', { $case: 'x', value: { deep: '\0' } }],
    map: { 'key\0': 'x' },
  };
  expect(malformed(message).map(({ field, reason }) => [field, reason])).toEqual([
    ['name', 'TEXT_INVALID'],
    ['at', 'TIME_INVALID'],
    ['inner.note', 'TEXT_INVALID'],
    ['list[1]', 'TEXT_INVALID'],
    ['list[2].value.deep', 'TEXT_INVALID'],
    ['map', 'TEXT_INVALID'],
  ]);
});

test.each([
  undefined,
  null,
  7,
  7n,
  true,
  {},
  [],
  Buffer.from('\0'),
  new Uint8Array(3),
  new Date(0),
  'größe 🙂 {$gt: 1}',
])('%p is fine', (value) => {
  expect(malformed({ value })).toEqual([]);
});

test('an Auth Token is wrong everywhere but in the credential', () => {
  const token = `lsat_${'a1B2'.repeat(9)}zz`;
  const credential = { value: token, source: 1 };
  const message = {
    credential,
    name: token,
    email: `${token}@example.com`,
    list: [`x${token}x`],
    map: { [token]: 'x' },
  };
  expect(malformed(message).map(({ field, reason }) => [field, reason])).toEqual([
    ['name', 'SECRET_MISPLACED'],
    ['email', 'SECRET_MISPLACED'],
    ['list[0]', 'SECRET_MISPLACED'],
    ['map', 'SECRET_MISPLACED'],
  ]);
  expect(JSON.stringify(malformed(message))).not.toContain(token);
  expect(malformed({ credential })).toEqual([]);
  expect(malformed({ note: 'lsat_…x7Qa is shown' })).toEqual([]);
});

test('a message is fine exactly when no text holds NUL or a replacement character and every date is a date', () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom('\0', 'a\uFFFD'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree')),
      fc.dictionary(fc.stringMatching(/^[a-z]+$/), tie('tree')),
    ),
  }));
  const wrong = (value: unknown): boolean => {
    if (typeof value === 'string') return /[\0\uFFFD]/.test(value);
    if (value instanceof Date) return Number.isNaN(value.getTime());
    return typeof value === 'object' && value !== null && Object.values(value).some(wrong);
  };
  fc.assert(fc.property(tree, (message) => expect(malformed(message).length > 0).toBe(wrong(message))));
});
