import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { houseSecrets } from '@platform/dev';
import { reset, settledPerson, startWholeHouse, textAt, type WholeHouse } from '@platform/journeys';
import { eventually, newPerson, signUp } from '@platform/testing';
import { mongo as driver } from 'mongoose';
import { readBson } from '../src/bson-file.ts';
import { backup } from '../src/commands/backup.ts';
import { compareFacts } from '../src/commands/compare-facts.ts';
import { listMails, retryMail } from '../src/commands/mails.ts';
import { rebuild } from '../src/commands/rebuild.ts';
import { restore } from '../src/commands/restore.ts';
import { type Config, readConfig } from '../src/config.ts';
import { projections } from '../src/projections.ts';
import { keysAreChanged } from './keys.ts';

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
    NOTIFICATION_ADDRESS: whole.house.addresses.notification,
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
    await whole.house.end(projection.database);
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
    await whole.house.end('token');
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
  await whole.house.end('token');
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

describe('keys are changed (docs/runbooks/key-rotation.md)', () => keysAreChanged(() => ({ whole, client })));

test('a mail that was given up is listed with its problem, never with its address, and goes out when it is tried again', async () => {
  const { mail } = whole.house.urls;
  const nora = newPerson(whole.place, 'nora');
  const fault = JSON.stringify({ kind: 'refuse', to: nora.email, times: 1 });
  await fetch(`${mail}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: fault });
  await signUp(nora);
  const from = said.length;
  await eventually(async () => {
    await listMails(config, { status: 'failed', say });
    expect(said.at(-1)).toBe('failed: 1');
  }, patience);
  const listed = said.slice(from).find((line) => line.startsWith('ntf_')) ?? '';
  expect(listed).toMatch(/^ntf_\w+ verify-email, 1 attempt, queued .*: 422 /);
  expect(said.join('\n')).not.toContain(nora.email);

  const [id = ''] = listed.split(' ');
  await retryMail(config, { id, say });
  await whole.place.mailbox.mail(nora.email, /confirm|verify/i);
  await eventually(() =>
    expect(retryMail(config, { id, say })).rejects.toMatchObject({ reason: 'NOTIFICATION_NOT_FAILED' }),
  );
  await expect(retryMail(config, { id: 'ntf_x', say })).rejects.toMatchObject({ reason: 'VALIDATION_FAILED' });
}, 300_000);
