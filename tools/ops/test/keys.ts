import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { classify, lookupsOf, peppers } from '@platform/credential';
import { httpRequest, reveal, settledPerson, textAt, visitor, type WholeHouse } from '@platform/journeys';
import { after, HOUR } from '@platform/kernel';
import { type Jwks, type StoredKey, verifyLease } from '@platform/lease';
import { eventually } from '@platform/testing';
import type { mongo as driver } from 'mongoose';
import { type Operator, operatorOf } from './operator.ts';

interface Ground {
  readonly whole: WholeHouse;
  readonly client: driver.MongoClient;
}

const patience = { within: 90_000 };

/** The tests of docs/runbooks/key-rotation.md, in a house that is there when they run. */
export function keysAreChanged(ground: () => Ground): void {
  let operator: Operator;
  let somebody: Awaited<ReturnType<typeof settledPerson>>;
  beforeAll(async () => {
    operator = await operatorOf(ground().whole);
    somebody = await settledPerson(ground().whole.place);
  }, 300_000);
  afterAll(() => operator?.stop(), 300_000);

  /** A command that does what it should. */
  const must = async (...args: readonly string[]): Promise<string> => {
    const { ok, printed } = await operator.ops(...args);
    expect(ok ? '' : printed).toBe('');
    return printed;
  };
  const refused = async (code: string, ...args: readonly string[]): Promise<string> => {
    const { ok, printed } = await operator.ops(...args);
    expect([ok, printed]).toEqual([false, expect.stringMatching(new RegExp(`^${code}: `))]);
    return printed;
  };
  const activates = () =>
    eventually(
      async () => expect((await ground().whole.doors[0]?.activate(somebody.token))?.reason).toBe(''),
      patience,
    );

  test('the pepper: a token from before activates after every step, and in the end the old pepper finds nobody', async () => {
    const before = operator.secret('TOKEN_PEPPERS');
    expect(await must('rotate-pepper', 'begin')).toContain('peppers: v2, v1 (the first is current)');
    await refused('NOT_IN_USE', 'rotate-pepper', 'move');
    for (const name of ['activation', 'token']) {
      await operator.restart(name);
      await activates();
    }
    const moved = await must('rotate-pepper', 'move');
    expect(moved).toMatch(
      /^[1-9]\d* tokens moved to the pepper v2 .*\n0 tokens, 0 legacy keys and \d+ dead tokens are /,
    );
    await activates();
    await must('compare-facts', '--repair');
    expect(await must('rotate-pepper', 'finish')).toMatch(/^only v2 lives; /);
    for (const name of ['token', 'activation']) {
      await operator.restart(name);
      await activates();
    }
    await eventually(async () => expect(await reveal(somebody)).toBe(somebody.token), patience);

    const now = operator.secret('TOKEN_PEPPERS');
    expect(peppers(now).map(({ version }) => version)).toEqual(['v2']);
    expect(await aliveUnder(before)).toEqual([]);
    expect(await aliveUnder(now)).toEqual(['facts', 'tokens']);
  }, 300_000);

  /** Where the token is found and lives under a pepper. */
  async function aliveUnder(pepper: string): Promise<readonly string[]> {
    const [lookup = ''] = lookupsOf(classify(somebody.token), peppers(pepper)).map((each) =>
      each.toString('base64url'),
    );
    const facts = ground().client.db('activation').collection<{ _id: string; 'fact.status': string }>('facts');
    const fact = await facts.findOne({ _id: `credential/${lookup}`, 'fact.status': 'active' });
    const token = await ground().client.db('token').collection('tokens').findOne({ 'state.lookup': lookup });
    return [...(fact ? ['facts'] : []), ...(token ? ['tokens'] : [])];
  }

  test('the key that seals tokens: nothing moves before token works with it, and then the old one may go', async () => {
    const fresh = `v9:${randomBytes(32).toString('base64')}`;
    operator.setSecret('TOKEN_SEALING_KEYS', `${fresh},${operator.secret('TOKEN_SEALING_KEYS')}`);
    const early = await refused('NOT_IN_USE', 'rotate-pepper', 'move');
    expect(early).toContain('TOKEN_SEALING_KEYS begins with v9');
    await operator.restart('token');
    expect(await must('rotate-pepper', 'move')).toMatch(/^0 tokens are sealed under another key than v9$/m);
    operator.setSecret('TOKEN_SEALING_KEYS', fresh);
    await operator.restart('token');
    await eventually(async () => expect(await reveal(somebody)).toBe(somebody.token), patience);
  }, 300_000);

  test('the key of leases: what it signed holds until it is dropped, which is not before its last lease has ended', async () => {
    const [old] = keysInSecrets();
    const leases = [await leaseNow()];
    const said = await must('rotate-signing-keys', 'add');
    const fresh = /^(key-\w+): next$/m.exec(said)?.[1];
    await refused('NOT_PUBLISHED', 'rotate-signing-keys', 'activate');
    await operator.restart('activation');
    expect(await shown()).toEqual([`${old?.kid} active`, `${fresh} next`]);
    leases.push(await leaseNow());

    await must('rotate-signing-keys', 'activate');
    await operator.restart('activation');
    expect(await shown()).toEqual([`${old?.kid} retiring`, `${fresh} active`]);
    leases.push(await leaseNow());
    expect(await holding(leases)).toEqual([old?.kid, old?.kid, fresh]);

    // The file was edited long ago, but activation was restarted only now.
    operator.setSecret(
      'LEASE_SIGNING_KEYS',
      JSON.stringify(keysInSecrets().map((key) => ({ ...key, since: longAgo }))),
    );
    const early = await refused('LEASES_LIVE', 'rotate-signing-keys', 'drop');
    expect(early).toContain(`${old?.kid} may have signed until `);
    const told = ground().client.db('activation').collection<{ _id: string }>('signing_keys');
    await told.updateOne({ _id: old?.kid ?? '' }, { $set: { signs_until: new Date(longAgo) } });
    await must('rotate-signing-keys', 'drop');
    await operator.restart('activation');
    expect(await shown()).toEqual([`${fresh} active`]);
    expect(await holding(leases)).toEqual(['KEY_UNKNOWN', 'KEY_UNKNOWN', fresh]);
  }, 300_000);

  const longAgo = after(new Date(), -26 * HOUR).toISOString();
  const keysInSecrets = () => JSON.parse(operator.secret('LEASE_SIGNING_KEYS')) as readonly StoredKey[];
  const keysShown = async () => {
    const answer = await fetch(`${ground().whole.house.urls.activation}/.well-known/license-jwks.json`);
    return (await answer.json()) as Jwks;
  };
  const shown = async () => (await keysShown()).keys.map(({ kid, state }) => `${kid} ${state}`);
  async function leaseNow(): Promise<string> {
    const answer = await visitor(ground().whole.house.urls.activation).must(
      'POST',
      '/v1/activate',
      httpRequest(somebody.token),
    );
    return textAt(answer, 'lease');
  }
  /** The name of the key of each lease, or what is wrong with it: as an emulator sees it that asks for the keys now. */
  async function holding(leases: readonly string[]): Promise<readonly string[]> {
    const keys = await keysShown();
    const now = new Date();
    const expected = { product: 'localstack-pro', machineId: 'sys_0123456789ab', credential: somebody.token, now };
    return leases.map((lease) => {
      const check = verifyLease(lease, keys, expected);
      return check.ok ? kidOf(lease) : check.problem;
    });
  }
  const kidOf = (lease: string): string =>
    JSON.parse(Buffer.from(lease.split('.')[0] ?? '', 'base64url').toString()).kid;
}
