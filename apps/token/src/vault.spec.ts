import { expect, test } from '@jest/globals';
import { classify, lookupsOf, peppers, sha256Of } from '@platform/credential';
import { newId } from '@platform/kernel';
import { CannotOpen, keyring } from '@platform/sealed';
import { active } from '../test/samples.ts';
import { vault } from './vault.ts';

const key = (version: string, fill: number) => `${version}:${Buffer.alloc(32, fill).toString('base64')}`;
const old = vault(peppers(key('v1', 1)), keyring(key('v1', 3)));
const changing = vault(peppers(`${key('v2', 2)},${key('v1', 1)}`), keyring(`${key('v2', 4)},${key('v1', 3)}`));

test('what is kept of a value finds it and shows it again, and is not the value', () => {
  const id = newId('tok');
  const { value, secret } = old.mint(id);
  const [lookup] = lookupsOf(classify(value), peppers(key('v1', 1)));
  expect(secret.lookup).toBe(lookup?.toString('base64url'));
  expect(secret.display).toBe(`lsat_…${value.slice(-4)}`);
  expect(JSON.stringify(secret)).not.toContain(value.slice(5, 20));
  expect(old.valueOf({ ...active, ...secret, id })).toBe(value);
});

test('a sealed value that is copied to another token does not open there', () => {
  const { secret } = old.mint(newId('tok'));
  expect(() => old.valueOf({ ...active, ...secret, id: newId('tok') })).toThrow(CannotOpen);
});

test('while keys change, old tokens open and are found, new ones are stored under the new keys', () => {
  const id = newId('tok');
  const before = old.mint(id);
  expect(changing.valueOf({ ...active, ...before.secret, id })).toBe(before.value);
  expect(changing.mint(id).secret.pepper).toBe('v2');
  const digest = sha256Of('abcdefghij');
  expect(changing.legacyLookups(digest)[1]).toEqual(old.legacyLookups(digest)[0]);
});

test('sealed anew, a value opens without the old key, and only with its own token', () => {
  const id = newId('tok');
  const { value, secret } = old.mint(id);
  expect(secret.sealedUnder).toBe('v1');
  const anew = { ...active, ...secret, id, ...changing.sealAnew({ ...active, ...secret, id }) };
  expect(anew.sealedUnder).toBe('v2');
  const without = vault(peppers(key('v1', 1)), keyring(key('v2', 4)));
  expect(without.valueOf(anew)).toBe(value);
  expect(() => without.valueOf({ ...anew, id: newId('tok') })).toThrow(CannotOpen);
});

test('the value of a dead token is gone', () => {
  expect(() => old.valueOf({ ...active, sealed: null })).toThrow('is gone');
});
