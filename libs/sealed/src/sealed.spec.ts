import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CannotOpen, keyring, open, seal, sealedUnder } from './sealed.ts';

const v1 = `v1:${Buffer.alloc(32, 1).toString('base64')}`;
const v2 = `v2:${Buffer.alloc(32, 2).toString('base64')}`;
const keys = keyring(v1);

test('what is sealed opens in the same context', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plaintext, context) => {
      expect(open(keys, seal(keys, plaintext, context), context)).toEqual(Buffer.from(plaintext));
    }),
  );
});

test('it opens in no other context', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (context, other) => {
      fc.pre(context !== other);
      expect(() => open(keys, seal(keys, 'secret', context), other)).toThrow(CannotOpen);
    }),
  );
});

test('one flipped bit at any place is noticed', () => {
  const sealed = seal(keys, 'lsat_secret', 'tok_1');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => open(keys, changed, 'tok_1')).toThrow(CannotOpen);
  }
});

test('every cut is noticed', () => {
  const sealed = seal(keys, 'lsat_secret', 'tok_1');
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => open(keys, sealed.subarray(0, length), 'tok_1')).toThrow(CannotOpen);
  }
});

test('a version cannot be moved into the context', () => {
  const sealed = seal(keys, 'secret', 'abc');
  const moved = Buffer.concat([Buffer.from([1, 1]), Buffer.from('v'), sealed.subarray(4)]);
  expect(() => open(keys, moved, '1abc')).toThrow(CannotOpen);
});

test('after a change of keys the old values still open and new ones use the new key', () => {
  const old = seal(keys, 'old', 'tok_1');
  const both = keyring(`${v2},${v1}`);
  expect(open(both, old, 'tok_1').toString()).toBe('old');
  expect(sealedUnder(old)).toBe('v1');
  expect(sealedUnder(seal(both, 'new', 'tok_1'))).toBe('v2');
  expect(() => open(keys, seal(both, 'new', 'tok_1'), 'tok_1')).toThrow(/not in the keyring/);
});

test('the same text is sealed differently each time and never shows', () => {
  const some = Array.from({ length: 200 }, () => seal(keys, 'canary', 'tok_1').toString('latin1'));
  expect(new Set(some).size).toBe(200);
  expect(some.some((one) => one.includes('canary'))).toBe(false);
});

test('a keyring wants 32 bytes', () => {
  expect(() => keyring(`v1:${Buffer.alloc(16).toString('base64')}`)).toThrow(/must have 32/);
});
