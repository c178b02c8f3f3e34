import { afterAll, expect, test } from '@jest/globals';
import { factOwner, token as wire } from '@platform/contracts';
import { classify, lookupsOf, sha256Of } from '@platform/credential';
import { connectTo } from '@platform/grpc';
import { newId } from '@platform/kernel';
import { eventually, holdBackFacts, uniqueName } from '@platform/testing';
import { as, house, joinedPerson, livePeppers, sealingKeys } from './house.ts';

const home = await house();
afterAll(() => home.stop());
const { ACTIVE, ROTATED } = wire.CredentialStatus;

/** What activation knows of a value under each of the peppers. */
const known = (value: string, ...versions: readonly number[]) =>
  lookupsOf(classify(value), livePeppers(...versions)).map((lookup) => home.activation.newest(lookup)?.status);

test('a pepper is changed: tokens move with their facts, keys move when they come again, the dead stay', async () => {
  const before = await home.start();
  const [ann, bob] = [await joinedPerson(home, before), await joinedPerson(home, before)];
  const [one, other] = [{ workspaceId: ann.workspaceId }, { workspaceId: bob.workspaceId }];
  const { value } = await before.user.revealMyDeveloperToken(one, { caller: as(ann) });
  const { value: dead } = await before.user.revealMyDeveloperToken(other, { caller: as(bob) });
  await before.user.resetMyDeveloperToken(other, { caller: as(bob) });
  const key = uniqueName('k').slice(0, 14);
  const registration = {
    ...{ legacyKeyId: newId('lgk'), workspaceId: newId('ws'), userId: newId('usr') },
    ...{ kind: wire.CredentialKind.LEGACY_API, sha256: sha256Of(key), display: '"abc..."(10)' },
  };
  await before.legacy.registerLegacyKeys({ keys: [registration] });
  await before.stop();

  const { operator, user, legacy, service } = await home.start({ TOKEN_PEPPERS: livePeppers(2, 1) });
  const progress = await operator.moveLookups({});
  expect(progress).toMatchObject({ pepper: 'v2', tokensLeft: 0n, legacyKeysLeft: 1n, deadLeft: 1n });
  expect(progress).toMatchObject({ sealingKey: 'v9', sealedLeft: 0n });
  // Both of hers, and those of members whom other specs have told of meanwhile.
  expect(progress.moved).toBeGreaterThanOrEqual(2);
  // Found under both: nobody is refused while activation knows both peppers.
  expect(known(value, 2, 1)).toEqual([ACTIVE, ACTIVE]);
  expect(known(dead, 2, 1)).toEqual([undefined, ROTATED]);
  expect((await user.revealMyDeveloperToken(one, { caller: as(ann) })).value).toBe(value);

  await legacy.registerLegacyKeys({ keys: [registration] });
  expect(known(key, 2)).toEqual([ACTIVE]);
  expect(await operator.moveLookups({})).toMatchObject({ moved: 0, tokensLeft: 0n, legacyKeysLeft: 0n });

  // A reset ends it where it is now; the newer fact wins over the old copy.
  await user.resetMyDeveloperToken(one, { caller: as(ann) });
  expect(known(value, 2)).toEqual([ROTATED]);
  expect(await factsUnder(service.grpc, value)).toEqual([ROTATED]);
});

/** What token lists for activation to compare. */
async function factsUnder(address: string, value: string) {
  const client = connectTo(factOwner.FactOwnerServiceService, address, {
    as: home.trusted.signer('activation'),
    audience: 'token',
  });
  const keys = lookupsOf(classify(value), livePeppers(2, 1)).map((one) => `credential/${one.toString('base64url')}`);
  const { facts } = await client.listFacts({ keys });
  client.close();
  return facts.map(({ about }) => about?.$case === 'credential' && about.value.status);
}

test('a move that activation was not told of is not called done before it is: the old pepper may go after that', async () => {
  const before = await home.start();
  const ann = await joinedPerson(home, before);
  const { value } = await before.user.revealMyDeveloperToken({ workspaceId: ann.workspaceId }, { caller: as(ann) });
  await before.stop();

  const { operator } = await home.start({ TOKEN_PEPPERS: livePeppers(3, 2, 1) });
  home.activation.state.away = true;
  await expect(operator.moveLookups({})).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  await holdBackFacts(home.db.mongo);
  home.activation.state.away = false;
  // Whatever was still owed from before is told first; then the move is, and only then it is called done.
  await eventually(async () =>
    expect(await operator.moveLookups({})).toMatchObject({ pepper: 'v3', moved: 0, tokensLeft: 0n }),
  );
  expect(known(value, 3)).toEqual([ACTIVE]);
});

test('a sealing key is changed: live values are sealed anew and shown without the old one, which can go', async () => {
  const before = await home.start();
  const [ann, bob] = [await joinedPerson(home, before), await joinedPerson(home, before)];
  const reveal = async ({ user }: Pick<typeof before, 'user'>, who: typeof ann) =>
    (await user.revealMyDeveloperToken({ workspaceId: who.workspaceId }, { caller: as(who) })).value;
  const values = [await reveal(before, ann), await reveal(before, bob)];
  // As it was stored before the key was noted with the value.
  const whose = { 'state.workspaceId': bob.workspaceId };
  await home.db.mongo.collection('tokens').updateOne(whose, { $unset: { 'state.sealedUnder': '' } });
  await before.stop();

  const changing = await home.start({ TOKEN_SEALING_KEYS: sealingKeys(10, 9) });
  await eventually(async () => {
    const progress = await changing.operator.moveLookups({});
    expect(progress).toMatchObject({ moved: 0, sealingKey: 'v10', sealedLeft: 0n, tokensLeft: 0n });
  });
  await changing.stop();

  const after = await home.start({ TOKEN_SEALING_KEYS: sealingKeys(10) });
  expect([await reveal(after, ann), await reveal(after, bob)]).toEqual(values);
  expect(values.map((value) => known(value, 1))).toEqual([[ACTIVE], [ACTIVE]]);
});

test('only operators move lookups, and only activation is told all facts', async () => {
  const { stranger, user, service } = await home.start();
  for (const client of [stranger, user])
    await expect(client.moveLookups({})).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
  const other = connectTo(factOwner.FactOwnerServiceService, service.grpc, {
    as: home.trusted.signer('licensing'),
    audience: 'token',
  });
  await expect(other.listFacts({})).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
  other.close();
});
