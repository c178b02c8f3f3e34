import { expect, test } from '@jest/globals';
import { readKeys } from './keys.ts';

const key = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill).toString('base64');
const exactly32 = { atLeast: 32, atMost: 32 };

test('the first key is the current one, the others follow', () => {
  const keys = readKeys(`v2:${key(2)}, v1:${key(1)}`, exactly32);
  expect(keys.map((one) => one.version)).toEqual(['v2', 'v1']);
  expect(keys[0].key).toEqual(Buffer.alloc(32, 2));
});

test('base64url is read as well as base64', () => {
  const bytes = Buffer.alloc(32, 0xfb);
  expect(readKeys(`v1:${bytes.toString('base64url')}`, exactly32)[0].key).toEqual(bytes);
});

test.each([
  ['', /key 1 is not of the form/],
  [key(1), /key 1 is not of the form/],
  [`v1:${key(1)},`, /key 2 is not of the form/],
  [`one:${key(1)}`, /key 1 is not of the form/],
  [`v1:${key(1, 31)}`, /key 1 \(v1\) has 31 bytes and must have 32/],
  [`v1:${key(1)},v1:${key(2)}`, /version v1 is given twice/],
])('%j is refused with its position', (text, message) => {
  expect(() => readKeys(text, exactly32)).toThrow(message);
});

test('a range of lengths is named as a range', () => {
  expect(() => readKeys(`v1:${key(1, 8)}`, { atLeast: 32, atMost: 64 })).toThrow(/must have 32 to 64/);
});

test('no message quotes a key', () => {
  for (const text of [`v1=${key(7)}`, `v1:${key(7, 33)}`, `v1:${key(7)},v1:${key(7)}`]) {
    let message = '';
    try {
      readKeys(text, exactly32);
    } catch (error) {
      message = String(error);
    }
    expect(message).not.toBe('');
    expect(message).not.toContain(key(7).slice(0, 8));
  }
});
