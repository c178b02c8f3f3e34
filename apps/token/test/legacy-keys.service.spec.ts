import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { token as wire } from '@platform/contracts';
import { classify, lookupsOf, sha256Of } from '@platform/credential';
import { type CodedError, newId } from '@platform/kernel';
import { uniqueName } from '@platform/testing';
import { house, livePeppers } from './house.ts';

const home = await house();
const { activation } = home;
const { legacy, stranger, user, stop } = await home.start();
afterAll(() => home.stop());
beforeEach(() => void Object.assign(activation.state, { away: false }));

const registration = (value: string, fields: Partial<wire.LegacyKeyRegistration> = {}): wire.LegacyKeyRegistration => ({
  ...{ legacyKeyId: newId('lgk'), workspaceId: newId('ws'), userId: newId('usr') },
  ...{ kind: wire.CredentialKind.LEGACY_API, sha256: sha256Of(value), display: '"abc..."(10)' },
  ...fields,
});
/** A key that nobody has registered yet. */
const key = () => uniqueName('k').slice(0, 14);
const newest = (value: string, ...peppers: readonly number[]) =>
  lookupsOf(classify(value), livePeppers(...peppers)).map((lookup) => activation.newest(lookup));
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: CodedError) => error.reason,
  );

test('a key is taken in by its hash, and whoever presents the key is recognised at the next activation', async () => {
  const value = key();
  const given = registration(value);
  const { results } = await legacy.registerLegacyKeys({ keys: [given] });
  const { legacyKeyId, workspaceId, userId } = given;
  expect(results).toEqual([{ legacyKeyId, alreadyKnown: false, problem: '', workspaceId, userId }]);
  expect(newest(value, 1)).toMatchObject([
    {
      ...{
        credentialId: given.legacyKeyId,
        kind: wire.CredentialKind.LEGACY_API,
        status: wire.CredentialStatus.ACTIVE,
      },
      ...{ workspaceId: given.workspaceId, userId: given.userId, display: '"abc..."(10)' },
    },
  ]);
  expect(await home.told(given.workspaceId)).toEqual(['token.v1.LegacyCredentialRegistered']);
});

test('the same key again keeps its first id, also within one list and under many imports at once', async () => {
  const value = key();
  const [first, again, ...more] = Array.from({ length: 6 }, () => registration(value));
  const { results } = await legacy.registerLegacyKeys({ keys: [first, again].flatMap((one) => one ?? []) });
  expect(results.map(({ alreadyKnown }) => alreadyKnown)).toEqual([false, true]);
  const answers = await Promise.all(more.map((one) => legacy.registerLegacyKeys({ keys: [one] })));
  expect(answers[0]?.results[0]).toMatchObject({ workspaceId: first?.workspaceId, userId: first?.userId });
  for (const { legacyKeyId, alreadyKnown } of [...results.slice(1), ...answers.flatMap((one) => one.results)]) {
    expect({ legacyKeyId, alreadyKnown }).toEqual({ legacyKeyId: first?.legacyKeyId, alreadyKnown: true });
  }
});

test('imports of one new key that race agree on one id', async () => {
  const value = key();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => legacy.registerLegacyKeys({ keys: [registration(value), registration(key())] })),
  );
  const ids = answers.map(({ results }) => results[0]?.legacyKeyId);
  expect(new Set(ids).size).toBe(1);
  expect(newest(value, 1)[0]?.credentialId).toBe(ids[0]);
});

test('a bad row is named and does not keep the good ones out', async () => {
  const good = registration(key());
  const taken = registration(key(), { legacyKeyId: good.legacyKeyId });
  const bad = [
    registration(key(), { sha256: Buffer.alloc(20) }),
    registration(key(), { legacyKeyId: 'lgk_1' }),
    registration(key(), { workspaceId: '{"$ne":null}' }),
    registration(key(), { userId: '' }),
    registration(key(), { kind: wire.CredentialKind.LEGACY_CI }),
    registration(key(), { kind: wire.CredentialKind.DEVELOPER }),
    registration(key(), { display: 'the whole key' }),
  ];
  const { results } = await legacy.registerLegacyKeys({ keys: [...bad, good, taken] });
  expect(results.map(({ problem }) => problem)).toEqual([
    ...bad.map(() => 'VALIDATION_FAILED'),
    '',
    'VALIDATION_FAILED',
  ]);
});

test('a CI key belongs to the workspace, not to a user', async () => {
  const value = key();
  const given = registration(value, { kind: wire.CredentialKind.LEGACY_CI, userId: '' });
  await legacy.registerLegacyKeys({ keys: [given] });
  expect(newest(value, 1)).toMatchObject([{ kind: wire.CredentialKind.LEGACY_CI, userId: '' }]);
});

test('activation away: never OK; asking again makes it true, with the same ids', async () => {
  const value = key();
  const keys = [registration(value)];
  activation.state.away = true;
  expect(await refusal(legacy.registerLegacyKeys({ keys }))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(await refusal(legacy.registerLegacyKeys({ keys }))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(newest(value, 1)).toEqual([undefined]);
  activation.state.away = false;
  const { results } = await legacy.registerLegacyKeys({ keys });
  expect(results).toMatchObject([{ legacyKeyId: keys[0]?.legacyKeyId, alreadyKnown: true, problem: '' }]);
  expect(newest(value, 1)).toMatchObject([{ credentialId: keys[0]?.legacyKeyId }]);
});

test('200 keys at once, and not one more', async () => {
  const keys = Array.from({ length: 200 }, () => registration(key()));
  const { results } = await legacy.registerLegacyKeys({ keys });
  expect(results.every(({ problem }) => problem === '')).toBe(true);
  expect(await refusal(legacy.registerLegacyKeys({ keys: [...keys, registration(key())] }))).toBe('BATCH_TOO_LARGE');
  expect(await legacy.registerLegacyKeys({ keys: [] })).toEqual({ results: [] });
});

test('only legacy-migration may', async () => {
  const keys = [registration(key())];
  expect(await refusal(stranger.registerLegacyKeys({ keys }))).not.toBe('OK');
  expect(await refusal(user.registerLegacyKeys({ keys }))).not.toBe('OK');
});

test('while two peppers live a key from before the change is known under its first id', async () => {
  const [before, after] = [key(), key()];
  const first = registration(before);
  await legacy.registerLegacyKeys({ keys: [first] });
  await stop();
  const changed = await home.start({ TOKEN_PEPPERS: livePeppers(2, 1) });
  const { results } = await changed.legacy.registerLegacyKeys({ keys: [registration(before), registration(after)] });
  expect(results[0]).toMatchObject({ legacyKeyId: first.legacyKeyId, alreadyKnown: true });
  // It has moved, and until the old pepper goes it is found under that, too.
  expect(newest(before, 2, 1).map((fact) => fact?.credentialId)).toEqual([first.legacyKeyId, first.legacyKeyId]);
  expect(newest(after, 2, 1).map((fact) => fact?.credentialId)).toEqual([results[1]?.legacyKeyId, undefined]);
});
