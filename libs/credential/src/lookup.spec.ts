import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { classify } from './classify.ts';
import { legacyLookupOf, lookupOf, lookupsOf, peppers, sha256Of } from './lookup.ts';
import { makeToken } from './token.ts';

const live = peppers(`v2:${Buffer.alloc(32, 2).toString('base64')},v1:${Buffer.alloc(32, 1).toString('base64')}`);
const [v2, v1] = live;

test('a token is looked up by HMAC-SHA-256 under the pepper', () => {
  const token = makeToken('developer');
  expect(lookupOf(token, v2)).toEqual(createHmac('sha256', Buffer.alloc(32, 2)).update(token).digest());
  expect(lookupOf(token, v2)).toHaveLength(32);
});

test('whoever knows only the SHA-256 of a legacy key finds the same entry as whoever presents the key', () => {
  const imported = legacyLookupOf(sha256Of('abcdefghij'), v2);
  expect(lookupsOf(classify(' abcdefghij '), live)).toContainEqual(imported);
});

test('while two peppers live, both entries are looked for, the current one first', () => {
  const token = makeToken('ci');
  expect(lookupsOf(classify(token), live)).toEqual([lookupOf(token, v2), v1 && lookupOf(token, v1)]);
  expect(lookupsOf(classify(token), live)[0]).not.toEqual(lookupsOf(classify(token), live)[1]);
});

test('nothing is looked up for what is malformed or missing', () => {
  expect(lookupsOf(classify('lsat_short'), live)).toEqual([]);
  expect(lookupsOf(classify(' '), live)).toEqual([]);
});

test('a hash of the wrong length is a bug, not a lookup', () => {
  expect(() => legacyLookupOf(Buffer.alloc(20), v2)).toThrow('32 bytes');
});

test('a short pepper is refused', () => {
  expect(() => peppers(`v1:${Buffer.alloc(16).toString('base64')}`)).toThrow('32 to 64');
});
