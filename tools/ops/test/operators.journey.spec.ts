import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { classify, lookupsOf, peppers } from '@platform/credential';
import { houseSecrets } from '@platform/dev';
import {
  httpRequest,
  reset,
  reveal,
  settledPerson,
  startWholeHouse,
  textAt,
  visitor,
  type WholeHouse,
} from '@platform/journeys';
import { after, HOUR } from '@platform/kernel';
import { type Jwks, type StoredKey, verifyLease } from '@platform/lease';
import { eventually } from '@platform/testing';
import { mongo as driver } from 'mongoose';
import { readBson } from '../src/bson-file.ts';
import { backup } from '../src/commands/backup.ts';
import { compareFacts } from '../src/commands/compare-facts.ts';
import { rebuild } from '../src/commands/rebuild.ts';
import { restore } from '../src/commands/restore.ts';
import { type Config, readConfig } from '../src/config.ts';
import { projections } from '../src/projections.ts';
import { type Operator, operatorOf } from './operator.ts';

const patience = { within: 90_000 };
let whole: WholeHouse;
let config: Config;
let client: driver.MongoClient;
let person: Awaited<ReturnType<typeof settledPerson>>;

beforeAll(async () => {
  whole = await startWholeHouse();
  const { callers } = await houseSecrets(join(whole.dataDir, 'house'));
  config = readConfig({
    ...{ MONGO_URL: whole.servers.mongoUrl, KAFKA_BROKERS: whole.servers.brokers },
    ...{ ACTIVATION_ADDRESS: whole.house.addresses.activation, TOKEN_ADDRESS: whole.house.addresses.token },
    CALLER_PRIVATE_KEY: callers.operator?.privateKey,
  });
  client = await driver.MongoClient.connect(config.MONGO_URL);
  person = await settledPerson(whole.place);
}, 300_000);
afterAll(async () => {
  await client?.close();
  await whole?.stop();
}, 300_000);

/** What a command says. */
const said: string[] = [];
const say = (line: string) => void said.push(line);
const compare = (ownersWin = false) => compareFacts(config, { repair: true, ownersWin, say });
const verdict = async (value: string) => (await whole.doors[0]?.activate(value))?.reason;
/** A command that wants its service stopped is tried until the service has left its group. */
const whenStopped = (work: () => Promise<void>) => eventually(work, patience);

test('after a whole journey no fact differs from its owner', async () => {
  await eventually(async () => expect(await compare()).toBe(true), patience);
  expect(said.some((line) => /^credential +[1-9]/.test(line))).toBe(true);
}, 300_000);

test.each(Object.keys(projections))(
  '%s is rebuilt from its topics: the same state, no mail more (Q-10)',
  async (name) => {
    const projection = projections[name];
    if (!projection) throw new TypeError(name);
    const state = async () => {
      const all = client.db(projection.database).collection(projection.collection).find().sort({ _id: 1 });
      return (await all.toArray()).map(({ _id, state: kept }) => ({ _id, state: kept }));
    };
    const mails = () => client.db('notification').collection('notifications').countDocuments();
    const [before, sent] = [await state(), await mails()];
    expect(before.length).toBeGreaterThan(0);

    await expect(rebuild(config, { name, fromWhatIsLeft: false, say })).rejects.toMatchObject({ code: 'SERVICE_RUNS' });
    await whole.house.kill(projection.database);
    await whenStopped(() => rebuild(config, { name, fromWhatIsLeft: false, say }));
    expect(await state()).toEqual([]);
    await whole.house.restart(projection.database);

    await eventually(async () => expect(await state()).toEqual(before), patience);
    expect(await mails()).toBe(sent);
  },
  300_000,
);

const addressOfToken = () => whole.house.addresses.token ?? '';

/** Everything of a database but the rights of living processes. */
async function everythingIn(name: string) {
  const all: Record<string, unknown> = {};
  for (const { name: collection } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
    if (collection === 'leases') continue;
    const documents = await client.db(name).collection(collection).find().sort({ _id: 1 }).toArray();
    all[collection] = { documents, indexes: await client.db(name).collection(collection).indexes() };
  }
  return all;
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  const copy = `${folder}-copy`;
  const give = () => ({ folder: copy, database: 'token', address: addressOfToken, say });
  let saved: Awaited<ReturnType<typeof everythingIn>>;
  beforeAll(async () => {
    await whole.house.kill('token');
    saved = await everythingIn('token');
    await backup(config, { folder, say });
    cpSync(folder, copy, { recursive: true });
  }, 300_000);
  afterAll(async () => {
    await whole.house.restart('token');
    for (const each of [folder, copy]) rmSync(each, { recursive: true, force: true });
  }, 300_000);

  test('stands alone in its folder', async () => {
    await expect(backup(config, { folder, say })).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
  });

  const file = join(copy, 'token', 'tokens.bson');
  const cuts: readonly (readonly [string, (documents: readonly Buffer[]) => void])[] = [
    ['between two documents', (documents) => writeFileSync(file, Buffer.concat(documents.slice(1)))],
    ['within a document', (documents) => writeFileSync(file, Buffer.concat(documents).subarray(0, -3))],
    ['altogether', () => rmSync(file)],
  ];
  test.each(cuts)('that lost something %s is refused before anything of what is there goes', async (_where, cut) => {
    cpSync(folder, copy, { recursive: true });
    const documents: Buffer[] = [];
    for await (const document of readBson(file)) documents.push(document);
    cut(documents);
    await expect(restore(config, give())).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect(await everythingIn('token')).toEqual(saved);
  });

  test('of other databases is refused for this one', async () => {
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ at: new Date().toISOString(), databases: {} }));
    await expect(restore(config, give())).rejects.toMatchObject({ code: 'BACKUP_MISSING' });
    expect(await everythingIn('token')).toEqual(saved);
  });

  test('brings everything back as it was, with its indexes', async () => {
    await client.db('token').dropDatabase();
    await whenStopped(() => restore(config, { ...give(), folder }));
    expect(await everythingIn('token')).toEqual(saved);
  }, 300_000);
});

test('a restored owner never brings back a token that was reset since, unless an operator takes its word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  await backup(config, { folder, say });
  const old = person.token;
  const born = textAt(await reset(person), 'value');
  expect([await verdict(old), await verdict(born)]).toEqual(['TOKEN_ROTATED', '']);

  const give = { folder, database: 'token', address: addressOfToken, say };
  await expect(restore(config, give)).rejects.toMatchObject({ code: 'SERVICE_RUNS' });
  await whole.house.kill('token');
  await whenStopped(() => restore(config, give));
  await whole.house.restart('token');

  // token knows the old value as alive and nothing of the new one.
  await eventually(async () => {
    expect(await compare()).toBe(false);
    expect(await verdict(born)).toBe('TOKEN_REVOKED');
  }, patience);
  expect(await verdict(old)).toBe('TOKEN_ROTATED');
  expect(said.some((line) => line.startsWith('newer credential') && line.includes('held'))).toBe(true);

  expect(await compare(true)).toBe(true);
  expect(await verdict(old)).toBe('');
  rmSync(folder, { recursive: true, force: true });
}, 300_000);

describe('keys are changed (docs/runbooks/key-rotation.md)', () => {
  let operator: Operator;
  let somebody: typeof person;
  beforeAll(async () => {
    operator = await operatorOf(whole);
    somebody = await settledPerson(whole.place);
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
  const activates = () => eventually(async () => expect(await verdict(somebody.token)).toBe(''), patience);

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
    const facts = client.db('activation').collection<{ _id: string; 'fact.status': string }>('facts');
    const fact = await facts.findOne({ _id: `credential/${lookup}`, 'fact.status': 'active' });
    const token = await client.db('token').collection('tokens').findOne({ 'state.lookup': lookup });
    return [...(fact ? ['facts'] : []), ...(token ? ['tokens'] : [])];
  }

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
    const told = client.db('activation').collection<{ _id: string }>('signing_keys');
    await told.updateOne({ _id: old?.kid ?? '' }, { $set: { signs_until: new Date(longAgo) } });
    await must('rotate-signing-keys', 'drop');
    await operator.restart('activation');
    expect(await shown()).toEqual([`${fresh} active`]);
    expect(await holding(leases)).toEqual(['KEY_UNKNOWN', 'KEY_UNKNOWN', fresh]);
  }, 300_000);

  const longAgo = after(new Date(), -26 * HOUR).toISOString();
  const keysInSecrets = () => JSON.parse(operator.secret('LEASE_SIGNING_KEYS')) as readonly StoredKey[];
  const keysShown = async () => {
    const answer = await fetch(`${whole.house.urls.activation}/.well-known/license-jwks.json`);
    return (await answer.json()) as Jwks;
  };
  const shown = async () => (await keysShown()).keys.map(({ kid, state }) => `${kid} ${state}`);
  async function leaseNow(): Promise<string> {
    const answer = await visitor(whole.house.urls.activation).must('POST', '/v1/activate', httpRequest(somebody.token));
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
});
