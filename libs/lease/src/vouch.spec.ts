import { expect, test } from '@jest/globals';
import { jwksOf, newStoredKey, type StoredKey, signingKey } from './keys.ts';
import type { PublishedKey } from './vouch.ts';
import { trustedKeys, vouchedFor, vouchFor } from './vouch.ts';

const first = newStoredKey('key-1');
const second = vouchFor(newStoredKey('key-2'), first);
const third = vouchFor(newStoredKey('key-3'), second);
const stranger = newStoredKey('key-9');

const published = (...keys: StoredKey[]) => jwksOf(keys.map(signingKey));
const names = ({ keys }: { readonly keys: readonly PublishedKey[] }) => keys.map(({ kid }) => kid);
const trusts = (trusted: StoredKey, ...shown: StoredKey[]) =>
  names(vouchedFor(published(...shown), published(trusted)));

test('a key is trusted when it is known, or when a known one vouches for it, over any number of changes', () => {
  expect(trusts(first, first, second, third)).toEqual(['key-1', 'key-2', 'key-3']);
  expect(trusts(first, third)).toEqual(['key-3']);
  expect(trusts(second, third)).toEqual(['key-3']);
});

test('nobody vouches for a stranger, nor a later key for an earlier one', () => {
  expect(trusts(first, stranger)).toEqual([]);
  expect(trusts(third, first, second)).toEqual([]);
  expect(trusts(first, vouchFor(newStoredKey('key-2'), stranger))).toEqual([]);
});

test('a stranger does not become trusted by the name of a known key, nor by the vouchers of another', () => {
  expect(trusts(first, newStoredKey('key-1'))).toEqual([]);
  expect(trusts(first, { ...newStoredKey('key-2'), vouchers: second.vouchers })).toEqual([]);
  const asFirst = vouchFor(newStoredKey('key-2'), newStoredKey('key-1'));
  expect(trusts(first, asFirst)).toEqual([]);
});

test('a chain counts whole: without a link, or with one that was changed, what hangs on it falls', () => {
  const [one, two] = third.vouchers ?? [];
  if (!one || !two) throw new Error('two vouchers');
  const changed = { ...one, signature: `${one.signature.startsWith('A') ? 'B' : 'A'}${one.signature.slice(1)}` };
  for (const vouchers of [[], [two], [one], [two, one], [changed, two]])
    expect(trusts(first, { ...third, vouchers })).toEqual([]);
});

test('junk in the place of keys and signatures is no reason to throw', () => {
  const junk = { kid: 'key-2', x: '?', by: 'key-1', signature: '\0' };
  const keys = [{ kid: 'key-2', x: '', vouchers: [junk, { ...junk, by: '' }] }];
  expect(vouchedFor({ keys }, { keys: [{ kid: 'key-1', x: 'no key' }] })).toEqual({ keys: [] });
});

test('what counts offline are the trusted keys and what they vouch for, nothing else that is published', () => {
  const shown = published(second, stranger);
  expect(names(trustedKeys(published(first), shown))).toEqual(['key-1', 'key-2']);
  expect(names(trustedKeys({ keys: [] }, shown))).toEqual([]);
});

test('vouchers are published with the key, and nothing of its private half', () => {
  const [, shown] = published(first, second).keys;
  expect(shown?.vouchers).toEqual([{ kid: 'key-2', x: shown?.x, by: 'key-1', signature: expect.any(String) }]);
  expect(JSON.stringify(shown)).not.toContain(second.pkcs8);
});
