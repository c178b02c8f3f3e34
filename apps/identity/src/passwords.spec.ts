import { expect, test } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';
import { argon2Passwords } from './passwords.ts';

const password = 'copper violin drifts past noon';

/** Real argon2 with every run of it counted. */
function counted(atOnce = 2) {
  const runs: string[] = [];
  let busy = 0;
  let most = 0;
  const during = async <T>(what: string, work: Promise<T>): Promise<T> => {
    runs.push(what);
    busy += 1;
    most = Math.max(most, busy);
    return work.finally(() => {
      busy -= 1;
    });
  };
  const passwords = argon2Passwords({
    atOnce,
    hash: (...given) => during('hash', argon2.hash(...given)),
    verify: (...given) => during('verify', argon2.verify(...given)),
  });
  return { passwords, runs, most: () => most };
}

test('a password is kept as argon2id with 19 MiB, two passes and a salt of its own', async () => {
  const { passwords } = counted();
  const [one, other] = [await passwords.hash(password), await passwords.hash(password)];
  expect(one).not.toBe(other);
  for (const hash of [one, other]) {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(argon2.parseOptions(hash)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1, saltLen: 16 });
    expect(await passwords.matches(password, hash)).toBe(true);
    expect(await passwords.matches(`${password} `, hash)).toBe(false);
  }
});

test('with and without a hash to compare with, one verification of the same cost is run', async () => {
  const { passwords, runs } = counted();
  const hash = await passwords.hash(password);
  await passwords.matches(password, undefined);
  runs.length = 0;
  expect(await passwords.matches(password, hash)).toBe(true);
  for (const nothing of [undefined, '']) expect(await passwords.matches(password, nothing)).toBe(false);
  expect(runs).toEqual(['verify', 'verify', 'verify']);
});

test('the same password typed on another keyboard is the same', async () => {
  const { passwords } = counted();
  expect(await passwords.matches('Zwetschgenkno\u0308del', await passwords.hash('Zwetschgenkn\u00f6del'))).toBe(true);
});

test('no more are hashed at once than allowed', async () => {
  const { passwords, most } = counted(2);
  await Promise.all(Array.from({ length: 8 }, () => passwords.hash(password)));
  expect(most()).toBeLessThanOrEqual(3); // the decoy of the start is one more
});
