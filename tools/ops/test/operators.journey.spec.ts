import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { houseSecrets } from '@platform/dev';
import { reset, settledPerson, startWholeHouse, textAt, type WholeHouse } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { mongo as driver } from 'mongoose';
import { backup } from '../src/commands/backup.ts';
import { compareFacts } from '../src/commands/compare-facts.ts';
import { rebuild } from '../src/commands/rebuild.ts';
import { restore } from '../src/commands/restore.ts';
import { type Config, readConfig } from '../src/config.ts';
import { projections } from '../src/projections.ts';

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

test('a restored owner never brings back a token that was reset since, unless an operator takes its word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  await backup(config, { folder, say });
  const old = person.token;
  const born = textAt(await reset(person), 'value');
  expect([await verdict(old), await verdict(born)]).toEqual(['TOKEN_ROTATED', '']);

  const give = { folder, database: 'token', address: () => whole.house.addresses.token ?? '', say };
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
}, 300_000);
