import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { newStoredKey } from '@platform/lease';
import { eventually, fakeCaller } from '@platform/testing';
import { mongoFacts } from '../src/facts/facts.ts';
import type { InstanceRow } from '../src/instances/rows.ts';
import type { SigningRow } from '../src/instances/signing.ts';
import { grpcDoor } from './doors.ts';
import { house } from './house.ts';
import { developer } from './world.ts';

const one = await house();
const other = await another();
afterAll(async () => {
  await other.stop();
  await one.stop();
});
const rows = one.db.mongo.collection<InstanceRow>('instances');

/** A second instance on the database of the first one, with a journal of its own. */
function another(...[given]: [Parameters<typeof house>[1]?]) {
  return house({ MONGO_DATABASE: one.env.MONGO_DATABASE ?? '' }, given, one.trust);
}

async function told() {
  const world = developer();
  await one.tell(world);
  const { credentialId = '' } = world.credential ?? {};
  const count = () => one.owner('token').countLeases({ credentialId });
  const start = (by: Pick<typeof one, 'emulator'>) =>
    grpcDoor({ ...by, url: '' }).ask({ ...world.request, sessionId: randomUUID() });
  return { world, count, start };
}

test('leases that another instance has given this very moment are counted', async () => {
  const { count, start } = await told();
  for (let given = 1; given <= 10; given += 1) {
    await start(given % 2 === 0 ? one : other);
    expect((await count()).outstanding).toBe(given);
  }
});

test('a decision that another instance has made this very moment is explained', async () => {
  const { world, start } = await told();
  const { workspaceId } = world;
  const caller = fakeCaller({ workspaceId });
  for (let round = 0; round < 3; round += 1) {
    const { decisionId } = await start(other);
    const { decision } = await one.gateway.explainDecision({ workspaceId, decisionId }, { caller });
    expect(decision?.id).toBe(decisionId);
  }
});

test('a start that was being decided when leases were counted is counted, too', async () => {
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const facts = mongoFacts(one.db.mongo);
  let reading = false;
  const slow = await another({
    facts: {
      apply: facts.apply,
      about: async (lookups) => {
        const snapshot = await facts.about(lookups);
        reading = true;
        await gate;
        return snapshot;
      },
    },
  });
  try {
    const { count, start } = await told();
    const started = start(slow);
    await eventually(() => reading);
    const counted = count();
    const asked = () => rows.countDocuments({ $expr: { $lt: ['$written', '$asked'] } });
    await eventually(async () => (await asked()) === 1);
    // It is asked, and every other one has answered: whatever it does meanwhile, it does not say yes.
    for (let round = 0; round < 20; round += 1) await slow.emulator.getSigningKeys({});
    open();
    await started;
    expect((await counted).outstanding).toBe(1);
  } finally {
    open();
    await slow.stop();
  }
});

test('while an instance does not answer nothing is called counted, and no decision is called unknown', async () => {
  const { world, count } = await told();
  const folder = 'elsewhere/journal';
  const silent = { folder, owner: '1-1', asked: 0, written: 0, seen_at: new Date() } as const;
  await rows.insertOne({ _id: `${folder}/1-1`, ...silent });
  try {
    await expect(count()).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
    const { workspaceId } = world;
    const explained = one.gateway.explainDecision(
      { workspaceId, decisionId: 'dec_none' },
      { caller: fakeCaller({ workspaceId }) },
    );
    await expect(explained).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  } finally {
    await rows.deleteOne({ _id: `${folder}/1-1` });
  }
  expect((await count()).outstanding).toBe(0);
});

test('one that stops leaves', async () => {
  const third = await another();
  expect(await rows.countDocuments()).toBe(3);
  await third.stop();
  expect(await rows.countDocuments()).toBe(2);
});

test('one that was forgotten is there again before it would have said anyway that it lives', async () => {
  const [row] = await rows.find().toArray();
  const { _id = '', seen_at } = row ?? {};
  const said = async () => (await rows.findOne({ _id }))?.seen_at?.getTime() !== seen_at?.getTime();
  await eventually(said);
  await rows.deleteMany({});
  await eventually(async () => (await rows.findOne({ _id })) !== null);
  await eventually(async () => (await rows.countDocuments()) === 2);
});

test('nobody waits for a dead process whose folder another one has', async () => {
  const folder = (await rows.findOne())?.folder ?? '';
  const dead = { folder, owner: '999999999-1', asked: 0, written: 0, seen_at: new Date() } as const;
  await rows.insertOne({ _id: `${folder}/999999999-1`, ...dead });
  await eventually(async () => (await rows.countDocuments()) === 2);
});

test('one that is heard of no more is forgotten after a minute', async () => {
  const indexes = await rows.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { seen_at: 1 }, expireAfterSeconds: 60 }));
});

const signing = one.db.mongo.collection<SigningRow>('signing_keys');
const signsUntil = async (kid: string) => (await signing.findOne({ _id: kid }))?.signs_until;

test('it says again and again with which key it signs, and after its end this is known', async () => {
  const LEASE_SIGNING_KEYS = JSON.stringify([newStoredKey('key-old'), newStoredKey('key-waiting', 'next')]);
  const old = await house({ MONGO_DATABASE: one.env.MONGO_DATABASE ?? '', LEASE_SIGNING_KEYS }, {}, one.trust);
  await old.stop();
  const last = await signsUntil('key-old');
  expect(last).toBeInstanceOf(Date);
  const others = await signsUntil('key-1');
  await eventually(async () => expect(await signsUntil('key-1')).not.toEqual(others));
  expect(await signsUntil('key-old')).toEqual(last);
  expect(await signsUntil('key-waiting')).toBeUndefined();
});
