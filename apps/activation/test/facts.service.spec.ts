import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { facts, token } from '@platform/contracts';
import { classify, lookupsOf, makeToken, peppers } from '@platform/credential';
import { after, CodedError, HOUR, manualClock } from '@platform/kernel';
import { readConfig, startActivation } from '../src/index.ts';
import { grpcDoor } from './doors.ts';
import { house, neighbours, pepper, testPeppers } from './house.ts';
import { developer, factsOf, hold, legacyHolder, type World } from './world.ts';

const { CredentialStatus } = token;
const activation = await house();
afterAll(() => activation.stop());
const door = grpcDoor(activation);

const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failure instanceof CodedError ? failure.reason : 'none';
};
const credentialFact = (world: World, status: token.CredentialStatus, version: bigint): facts.Fact[] => {
  if (world.credential) world.credential.status = status;
  return factsOf(world, testPeppers, version).token ?? [];
};
const dead = (world: World, version: bigint) => credentialFact(world, CredentialStatus.ROTATED, version);
const alive = (world: World, version: bigint) => credentialFact(world, CredentialStatus.ACTIVE, version);

describe('facts are kept if newer', () => {
  test('what is older or the same changes nothing, in whichever order it arrives', async () => {
    const world = developer();
    await activation.tell(world, 5n);
    const owner = activation.owner('token');
    expect(await owner.applyFacts({ facts: dead(world, 7n) })).toEqual({ applied: 1, stale: 0 });
    expect(await owner.applyFacts({ facts: alive(world, 6n) })).toEqual({ applied: 0, stale: 1 });
    expect(await owner.applyFacts({ facts: alive(world, 7n) })).toEqual({ applied: 0, stale: 1 });
    expect((await door.ask(world.request)).reasons).toEqual(['TOKEN_ROTATED']);
  });

  test('of several in one call the newest stays', async () => {
    const world = developer();
    await activation.tell(world, 1n);
    await activation
      .owner('token')
      .applyFacts({ facts: [...dead(world, 3n), ...alive(world, 4n), ...dead(world, 2n)] });
    expect((await door.ask(world.request)).granted).toBe(true);
  });

  test('a hundred writers of the same credential leave the newest', async () => {
    const world = developer();
    await activation.tell(world, 1n);
    const versions = Array.from({ length: 100 }, (_, index) => BigInt(2 + index));
    const last = 101n;
    await Promise.all(
      versions
        .map((version) => (version === last ? dead(world, version) : alive(world, version)))
        .map((said) => activation.owner('token').applyFacts({ facts: said })),
    );
    expect((await door.ask(world.request)).reasons).toEqual(['TOKEN_ROTATED']);
  });

  test('text that looks like an expression of the database stays text', async () => {
    const world = developer();
    if (world.workspace) world.workspace.name = '$$ROOT';
    world.assignment = undefined;
    await activation.tell(world);
    const [message] = (await door.ask(world.request)).messages;
    expect(message).toContain('in workspace $$ROOT');
  });
});

test('what an owner has said is seen by the very next activation: 1,000 rounds, none stale', async () => {
  const world = developer();
  await activation.tell(world);
  const stale: number[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    const taken = round % 2 === 0;
    const said = taken ? dead(world, BigInt(round + 2)) : alive(world, BigInt(round + 2));
    await activation.owner('token').applyFacts({ facts: said });
    if ((await door.ask(world.request)).granted === taken) stale.push(round);
  }
  expect(stale).toEqual([]);
});

test('what one instance was told the other one decides by: 200 rounds over two instances, none stale', async () => {
  const second = await startActivation(
    readConfig({ ...activation.env, JOURNAL_DIR: join(activation.journal, 'second') }),
    { log: activation.log.log },
  );
  const clients = neighbours(activation, second.grpc);
  try {
    const world = developer();
    await activation.tell(world);
    const [here, there] = [door, grpcDoor({ ...clients, url: '' })];
    const stale: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const taken = round % 2 === 0;
      const said = taken ? dead(world, BigInt(round + 2)) : alive(world, BigInt(round + 2));
      const teller = round % 3 === 0 ? clients : activation;
      await teller.owner('token').applyFacts({ facts: said });
      const answers = await Promise.all([here.ask(world.request), there.ask(world.request)]);
      if (answers.some(({ granted }) => granted === taken)) stale.push(round);
    }
    expect(stale).toEqual([]);
  } finally {
    clients.close();
    await second.stop();
  }
});

test('a token of one workspace never gives the license of another one', async () => {
  const [one, other] = [developer(), developer()];
  one.assignment = undefined;
  one.subscription = undefined;
  await activation.tell(one);
  await activation.tell(other);
  expect((await door.ask(one.request)).reasons).toEqual(['NO_SUBSCRIPTION', 'LICENSE_NOT_ASSIGNED']);
});

describe('who may say what', () => {
  const world = developer();
  const said = factsOf({ ...world, user: { userId: world.userId, suspended: true, since: world.now } }, testPeppers);
  const schedule: facts.Fact = {
    version: 1n,
    about: { $case: 'legacySchedule', value: facts.LegacyScheduleFact.fromPartial({ campaignId: 'cmp_1' }) },
  };
  const byOwner: Readonly<Record<string, facts.Fact[]>> = { ...said, legacy: [schedule] };
  const services = Object.keys(byOwner);
  const attempts = services.flatMap((service) =>
    services.flatMap((owner) =>
      (byOwner[owner] ?? []).map((fact) => [service, fact.about?.$case, owner, fact] as const),
    ),
  );

  test.each(attempts)('%s about a %s, which is owned by %s', async (service, _kind, owner, fact) => {
    const reason = await reasonOf(activation.owner(service).applyFacts({ facts: [fact] }));
    expect(reason).toBe(service === owner ? 'none' : 'PERMISSION_REQUIRED');
  });

  test('one fact of another owner, and none of the call is kept', async () => {
    const mine = developer();
    const call = activation.owner('token').applyFacts({ facts: [...alive(mine, 1n), ...(said.licensing ?? [])] });
    expect(await reasonOf(call)).toBe('PERMISSION_REQUIRED');
    expect((await door.ask(mine.request)).reasons).toEqual(['CREDENTIAL_UNKNOWN']);
  });
});

describe('facts that cannot be decided from are refused, by field', () => {
  const fact = (about: facts.Fact['about'], version = 1n): facts.Fact => ({ version, about });
  const [credential] = factsOf(developer(), testPeppers).token ?? [];
  const about = (changes: Partial<facts.CredentialFact>) => {
    const value = credential?.about?.$case === 'credential' ? { ...credential.about.value, ...changes } : undefined;
    return fact(value && { $case: 'credential', value });
  };
  test.each([
    ['nothing', fact(undefined)],
    ['a short lookup', about({ lookup: Buffer.alloc(31) })],
    ['no kind', about({ kind: token.CredentialKind.UNSPECIFIED })],
    ['no status', about({ status: CredentialStatus.UNSPECIFIED })],
    ['no workspace', about({ workspaceId: '' })],
    ['a negative version', { ...about({}), version: -1n }],
    ['a version beyond counting', { ...about({}), version: 2n ** 60n }],
  ])('%s', async (_what, wrong) => {
    expect(await reasonOf(activation.owner('token').applyFacts({ facts: [wrong] }))).toBe('VALIDATION_FAILED');
  });

  test('an unknown status of a workspace or subscription', async () => {
    const value = { workspaceId: 'ws_1', name: 'x', status: 'thawed' };
    const wrong = fact({ $case: 'workspace', value });
    expect(await reasonOf(activation.owner('workspace').applyFacts({ facts: [wrong] }))).toBe('VALIDATION_FAILED');
    const odd = facts.SubscriptionFact.fromPartial({ workspaceId: 'ws_1', kind: 'gift', status: 'active' });
    const call = activation.owner('licensing').applyFacts({ facts: [fact({ $case: 'subscription', value: odd })] });
    expect(await reasonOf(call)).toBe('VALIDATION_FAILED');
  });

  test('more than 200 at once', async () => {
    const many = Array.from({ length: 201 }, () => fact(undefined));
    expect(await reasonOf(activation.owner('token').applyFacts({ facts: many }))).toBe('BATCH_TOO_LARGE');
  });
});

test('while two peppers live a credential is found under both, and the newer fact wins', async () => {
  const newer = `v2:${Buffer.alloc(32, 9).toString('base64')},${pepper}`;
  const both = await house({ TOKEN_PEPPERS: newer });
  try {
    const world = developer();
    await both.tell(world, 1n);
    expect((await grpcDoor(both).ask(world.request)).granted).toBe(true);
    const [lookup] = lookupsOf(classify(world.value), peppers(newer));
    if (world.credential && lookup) {
      const value = { ...world.credential, lookup, status: CredentialStatus.ROTATED };
      await both.owner('token').applyFacts({ facts: [{ version: 2n, about: { $case: 'credential', value } }] });
    }
    expect((await grpcDoor(both).ask(world.request)).reasons).toEqual(['TOKEN_ROTATED']);
  } finally {
    await both.stop();
  }
});

test('a trial ends and a downtime begins and ends at its instant, though nothing runs at that time', async () => {
  const start = new Date('2026-03-10T12:00:00.000Z');
  const clock = manualClock(start);
  const timed = await house({}, { clock });
  try {
    const key = legacyHolder('ci', start);
    const trial = developer(start);
    if (trial.subscription) trial.subscription.endsAt = after(start, 3 * HOUR);
    for (const world of [key, trial]) await timed.tell(world);
    const window = { id: 'bow_1', startsAt: after(start, HOUR), endsAt: after(start, 2 * HOUR) };
    const value = facts.LegacyScheduleFact.fromPartial({
      campaignId: 'cmp_1',
      sunsetAt: after(start, 5 * HOUR),
      windows: [window],
    });
    await timed.owner('legacy').applyFacts({ facts: [{ version: 1n, about: { $case: 'legacySchedule', value } }] });
    const ask = async (world: World, at: number) => {
      clock.set(after(start, at));
      return (await grpcDoor(timed).ask({ ...world.request, clientTime: clock.now() })).reasons;
    };
    expect(await ask(key, HOUR - 1)).toEqual([]);
    expect(await ask(key, HOUR)).toEqual(['LEGACY_KEY_BROWNOUT']);
    expect(await ask(key, 2 * HOUR - 1)).toEqual(['LEGACY_KEY_BROWNOUT']);
    expect(await ask(key, 2 * HOUR)).toEqual([]);
    expect(await ask(trial, 3 * HOUR - 1)).toEqual([]);
    expect(await ask(trial, 3 * HOUR)).toEqual(['TRIAL_EXPIRED']);
    expect(await ask(key, 5 * HOUR)).toEqual(['LEGACY_KEY_SUNSET']);
  } finally {
    await timed.stop();
  }
});

test('a reset is one call: the old value is dead and the new one lives when it is answered', async () => {
  const world = developer();
  await activation.tell(world);
  const old = { ...world.request, credential: world.request.credential && { ...world.request.credential } };
  const buried = dead(world, 2n);
  hold(world, makeToken('developer'), { credentialId: 'tok_successor', status: CredentialStatus.ACTIVE });
  await activation.owner('token').applyFacts({ facts: [...buried, ...(factsOf(world, testPeppers).token ?? [])] });
  expect((await door.ask(old)).reasons).toEqual(['TOKEN_ROTATED']);
  expect((await door.ask(world.request)).granted).toBe(true);
});
