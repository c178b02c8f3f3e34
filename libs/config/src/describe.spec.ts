import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { describe, flag, json, list, secret, whole } from './index.ts';

test('each setting becomes a row: default, need, secrecy and purpose, in the order of the schema', () => {
  const schema = z.object({
    REQUIRED: z.string().describe('Must be given.'),
    WITH_DEFAULT: whole(1).default(7).describe('A number.'),
    FLAG: flag().default(false).describe('On or off.'),
    LIST: list().prefault('a,b').describe('Several.'),
    OPTIONAL: z.string().optional().describe('May be left out.'),
    DOCUMENT: json(z.object({})).describe('JSON.'),
  });
  expect(describe(schema)).toEqual([
    { name: 'REQUIRED', default: '', required: true, secret: false, says: 'Must be given.' },
    { name: 'WITH_DEFAULT', default: '7', required: false, secret: false, says: 'A number.' },
    { name: 'FLAG', default: 'false', required: false, secret: false, says: 'On or off.' },
    { name: 'LIST', default: 'a,b', required: false, secret: false, says: 'Several.' },
    { name: 'OPTIONAL', default: '', required: false, secret: false, says: 'May be left out.' },
    { name: 'DOCUMENT', default: '', required: true, secret: false, says: 'JSON.' },
  ]);
});

test('a default that is already a list or a document is written as one would set it', () => {
  const schema = z.object({
    L: list().default(['x', 'y']),
    D: z
      .string()
      .transform(() => ({}))
      .default({}),
  });
  expect(describe(schema).map((row) => row.default)).toEqual(['x,y', '{}']);
});

test('a secret never shows its default, wherever in the chain it was called a secret', () => {
  const schema = z.object({
    FIRST: secret().default('hidden').describe('Said after.'),
    LAST: z.string().describe('Said before.').default('hidden').meta({ secret: true }),
    DEEP: secret()
      .transform((text) => text.length)
      .optional(),
  });
  expect(describe(schema)).toMatchObject([
    { secret: true, default: '', says: 'Said after.', required: false },
    { secret: true, default: '', says: 'Said before.', required: false },
    { secret: true, default: '', says: '', required: false },
  ]);
});

test('a setting without a word about it has an empty purpose', () => {
  expect(describe(z.object({ BARE: z.string() }))).toMatchObject([{ says: '' }]);
});
