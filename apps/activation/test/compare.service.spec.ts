import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { facts, token } from '@platform/contracts';
import { connectTo } from '@platform/grpc';
import { callers, eventually } from '@platform/testing';
import type { FactDocument } from '../src/facts/document.ts';
import { grpcDoor } from './doors.ts';
import { house, testPeppers } from './house.ts';
import { ownerStandIn } from './owner-stand-in.ts';
import { developer, factsOf, type World } from './world.ts';

const { CredentialStatus } = token;
const trust = callers();
const owners = {
  token: await ownerStandIn('token', trust),
  workspace: await ownerStandIn('workspace', trust),
  licensing: await ownerStandIn('licensing', trust),
};
const settings = {
  TOKEN_ADDRESS: owners.token.address,
  WORKSPACE_ADDRESS: owners.workspace.address,
  LICENSING_ADDRESS: owners.licensing.address,
  FACTS_COMPARE_GRACE_MS: '50',
  FACTS_COMPARE_PER_SECOND: '1000000',
};
const activation = await house(settings, {}, trust);
const operator = connectTo(facts.FactsServiceService, activation.service.grpc, {
  as: trust.signer('operator'),
  audience: 'activation',
  deadlineMs: 30_000,
});
const door = grpcDoor(activation);
const kept = () => activation.db.mongo.collection<FactDocument>('facts');

afterAll(async () => {
  operator.close();
  await activation.stop();
  await Promise.all(Object.values(owners).map((owner) => owner.stop()));
});

/** A world that its owners know and have told. */
async function told(version = 1n): Promise<World> {
  const world = developer();
  await activation.tell(world, version);
  know(world, version);
  return world;
}
const know = (world: World, version: bigint) => {
  for (const [name, said] of Object.entries(factsOf(world, testPeppers, version)))
    if (name in owners) owners[name as keyof typeof owners].know(said);
};
const compare = (repair: boolean, ownersWin = false) => operator.compareFacts({ repair, ownersWin });
const differing = async () => (await compare(false)).kinds.reduce((sum, kind) => sum + Number(kind.differing), 0);
const reasons = async (world: World) => (await door.ask(world.request)).reasons;
const idOf = (world: World) => ({ _id: `membership/${world.workspaceId}/${world.userId}` });
const lookupOf = (world: World) => {
  const about = factsOf(world, testPeppers).token?.[0]?.about;
  return about?.$case === 'credential' ? about.value.lookup : Buffer.alloc(0);
};

describe('what differs is found, repaired, and gone', () => {
  let world: World;
  beforeAll(async () => {
    world = await told(3n);
  });
  const plant = async (how: (world: World) => Promise<unknown>, expected: string, during: readonly string[]) => {
    world = await told(3n);
    expect(await differing()).toBe(0);
    await how(world);
    expect(await reasons(world)).toEqual(during);

    const seen = await compare(false);
    expect(seen.differences.map(({ difference }) => difference)).toEqual([expected]);
    const { differences, kinds } = await compare(true);
    expect(differences.map(({ difference }) => difference)).toEqual([expected]);
    const of = kinds.find(({ found }) => found > 0n);
    expect(of).toMatchObject({ found: 1n, repaired: 1n, differing: 0n });
    expect(await differing()).toBe(0);
  };

  test('a fact that never arrived', async () => {
    await plant((one) => kept().deleteOne(idOf(one)), 'missing', ['MEMBERSHIP_REMOVED']);
    expect(await reasons(world)).toEqual([]);
  });
  test('a fact that is behind: the right was taken away, and activation does not know', async () => {
    const away = async (one: World) => {
      if (one.membership) one.membership.active = false;
      know(one, 4n);
    };
    await plant(away, 'older', []);
    expect(await reasons(world)).not.toEqual([]);
  });
  test('a fact that says something else at the same version', async () => {
    await plant((one) => kept().updateOne(idOf(one), { $set: { 'fact.active': false } }), 'different', [
      'MEMBERSHIP_REMOVED',
    ]);
    expect(await reasons(world)).toEqual([]);
  });
  test('a right that its owner knows nothing of', async () => {
    const surplus = async (one: World) => owners.workspace.forget(membershipOf(one));
    await plant(surplus, 'surplus', []);
    expect(await reasons(world)).not.toEqual([]);
    await activation.owner('workspace').applyFacts({ facts: membershipOf(world) });
    expect(await reasons(world)).toEqual([]);
    know(world, 3n);
  });
});

const membershipOf = (world: World, version = 3n) =>
  (factsOf(world, testPeppers, version).workspace ?? []).filter(({ about }) => about?.$case === 'membership');

describe('an owner that has lost its last changes', () => {
  test('its dead fact is taken; its live one is held until an operator says so', async () => {
    const world = await told(5n);
    if (world.credential) world.credential.status = CredentialStatus.ROTATED;
    await activation.owner('token').applyFacts({ facts: factsOf(world, testPeppers, 6n).token ?? [] });
    expect(await reasons(world)).toEqual(['TOKEN_ROTATED']);

    const held = await compare(true);
    expect(held.differences).toMatchObject([{ difference: 'newer', held: true, ownersVersion: 5n, ourVersion: 6n }]);
    expect(await reasons(world)).toEqual(['TOKEN_ROTATED']);
    expect(await differing()).toBe(1);

    const forced = await compare(true, true);
    expect(forced.differences).toMatchObject([{ difference: 'newer', held: false }]);
    expect(await differing()).toBe(0);
    expect(await reasons(world)).toEqual([]);
    // What it says from now on is newer again.
    const { applied } = await activation
      .owner('token')
      .applyFacts({ facts: factsOf(world, testPeppers, 6n).token ?? [] });
    expect(applied).toBe(1);
    expect(await reasons(world)).toEqual(['TOKEN_ROTATED']);
    know(world, 6n);
  });
});

test('differences are told with ids and versions, never with a lookup', async () => {
  const world = await told(2n);
  await kept().deleteOne({ _id: `credential/${lookupOf(world).toString('base64url')}` });
  const { differences } = await compare(true);
  expect(differences).toMatchObject([
    { kind: 'credential', id: world.credential?.credentialId, difference: 'missing' },
  ]);
  expect(activation.log.text()).toContain('a fact came late and was brought');
  expect(activation.log.text()).not.toContain(lookupOf(world).toString('base64url'));
});

test('an owner that is away is named; the others are compared', async () => {
  await told();
  const alone = await house({ ...settings, LICENSING_ADDRESS: '127.0.0.1:1' }, {}, trust);
  const client = connectTo(facts.FactsServiceService, alone.service.grpc, {
    as: trust.signer('operator'),
    audience: 'activation',
    deadlineMs: 30_000,
  });
  try {
    const { unreachable, kinds } = await client.compareFacts({ repair: true });
    expect(unreachable).toEqual(['licensing']);
    expect(kinds.find(({ kind }) => kind === 'membership')?.repaired).toBeGreaterThan(0n);
  } finally {
    client.close();
    await alone.stop();
  }
});

test('every so often it is done unasked, under a right that one instance holds at a time', async () => {
  await told();
  const often = { ...settings, FACTS_COMPARE_EVERY_MS: '200' };
  const one = await house(often, {}, trust);
  try {
    // The owners know of worlds that this database has never heard of.
    await eventually(async () => {
      const found = await one.db.mongo.collection('facts').countDocuments();
      expect(found).toBeGreaterThan(4);
    });
    const lease = one.db.mongo.collection<{ _id: string }>('leases');
    expect(await lease.countDocuments({ _id: 'facts/compare' })).toBe(1);
  } finally {
    await one.stop();
  }
});

test('after a restore nobody is answered before the facts are compared', async () => {
  const world = await told(8n);
  const restored = await house({ ...settings, FACTS_COMPARE_FIRST: 'true' }, {}, trust);
  try {
    expect((await grpcDoor(restored).ask(world.request)).granted).toBe(true);
  } finally {
    await restored.stop();
  }
});

describe('a right is taken away between the look of a comparison and its repair, and stays away', () => {
  test.each([
    ['missing', async (_id: string) => kept().deleteOne({ _id })],
    ['different', async (_id: string) => kept().updateOne({ _id }, { $set: { 'fact.display': 'x' } })],
    ['older', async (_id: string) => kept().updateOne({ _id }, { $set: { 'fact.display': 'x', version: 1 } })],
    ['newer', async (_id: string) => kept().updateOne({ _id }, { $set: { version: 3 } })],
  ])('%s', async (difference, plant) => {
    const world = await told(2n);
    await plant(`credential/${lookupOf(world).toString('base64url')}`);
    const rotated = {
      ...world,
      credential: world.credential && { ...world.credential, status: CredentialStatus.ROTATED },
    };
    owners.token.afterNextLook(async () => {
      know(rotated, 4n);
      await activation.owner('token').applyFacts({ facts: factsOf(rotated, testPeppers, 4n).token ?? [] });
    });
    const { differences } = await compare(true);
    expect(differences.map((one) => one.difference)).toEqual([difference]);
    expect(await reasons(world)).toEqual(['TOKEN_ROTATED']);
    expect(await differing()).toBe(0);
  });
});

test.each(['gateway', 'token', 'activation'])('%s may not ask for a comparison', async (service) => {
  const other = connectTo(facts.FactsServiceService, activation.service.grpc, {
    as: trust.signer(service),
    audience: 'activation',
  });
  await expect(other.compareFacts({ repair: true })).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
  other.close();
});
