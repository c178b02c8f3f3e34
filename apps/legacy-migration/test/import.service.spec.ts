import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { token, legacy as wire } from '@platform/contracts';
import { type CodedError, newId } from '@platform/kernel';
import { aKey, apiRow, as, ciRow, house, owner, sha256 } from './house.ts';

const home = await house();
const { operator, stranger, user, tokens, importCsv } = home;
afterAll(() => home.stop());
beforeEach(() => void Object.assign(tokens.state, { away: false, answerLost: false, calls: 0 }));

const refusal = (call: Promise<unknown>): Promise<CodedError> =>
  call.then(
    () => Promise.reject(new Error('it was answered OK')),
    (error: CodedError) => error,
  );
const listed = async (who: ReturnType<typeof owner>) =>
  (await user.listLegacyKeys({ workspaceId: who.workspaceId }, { caller: as(who) })).keys;

test('good rows are taken in, bad rows are named with field and remedy', async () => {
  const who = owner();
  const keys = [aKey(), aKey()] as const;
  const answer = await importCsv(apiRow(who, keys[0]), 'acme,api,maya,x,abc,abc,console', ciRow(who, keys[1]));
  expect(answer).toMatchObject({ imported: 2, alreadyKnown: 0, refused: 1 });
  expect(answer.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
    [1, 'imported'],
    [2, 'refused'],
    [3, 'imported'],
  ]);
  expect(answer.rows[1]).toMatchObject({ legacyKeyId: '', reason: 'VALIDATION_FAILED' });
  expect(answer.rows[1]?.detail).toMatch(/workspace_id: Give .* user_id: Give .* sha256: Give .* display: Give/);

  const [first, third] = [answer.rows[0]?.legacyKeyId, answer.rows[2]?.legacyKeyId];
  const all = await listed(who);
  expect([first, third].map((id) => all.find((key) => key.id === id))).toMatchObject([
    {
      ...{ id: answer.rows[0]?.legacyKeyId, kind: token.CredentialKind.LEGACY_API, userId: who.userId, name: 'laptop' },
      ...{ display: `"${keys[0].slice(0, 3)}..."(14)`, stage: wire.LegacyKeyStage.ACTIVE, uses: 0n, dormant: false },
    },
    { id: answer.rows[2]?.legacyKeyId, kind: token.CredentialKind.LEGACY_CI, userId: '', name: 'nightly' },
  ]);
  expect(await home.told(answer.rows[0]?.legacyKeyId ?? '')).toEqual(['legacy.v1.LegacyKeyImported']);
  expect(tokens.known.get(sha256(keys[0]).toString('hex'))?.legacyKeyId).toBe(answer.rows[0]?.legacyKeyId);
});

test('NDJSON goes the same way', async () => {
  const who = owner();
  const row = {
    ...{ workspace_id: who.workspaceId, kind: 'api', user_id: who.userId, name: 'a' },
    ...{ sha256: sha256(aKey()).toString('hex'), display: 'abc...(10)' },
  };
  const content = Buffer.from(`${JSON.stringify(row)}\n{"kind":1}\n`);
  const { rows } = await operator.importLegacyKeys({ format: wire.ImportFormat.NDJSON, content, hashAlg: 'SHA-256' });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['imported', 'refused']);
});

test('the same file again changes nothing and names the same keys', async () => {
  const who = owner();
  const rows = [apiRow(who, aKey()), ciRow(who, aKey())];
  const first = await importCsv(...rows);
  const before = await listed(who);
  const again = await importCsv(...rows, rows[0] ?? '');
  expect(again).toMatchObject({ imported: 0, alreadyKnown: 3, refused: 0 });
  expect(again.rows.slice(0, 2).map(({ legacyKeyId }) => legacyKeyId)).toEqual(
    first.rows.map(({ legacyKeyId }) => legacyKeyId),
  );
  expect(await listed(who)).toEqual(before);
});

test('a key twice in one file is one key', async () => {
  const who = owner();
  const row = apiRow(who, aKey());
  const { rows, imported } = await importCsv(row, row);
  expect(imported).toBe(1);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['imported', 'already_known']);
  expect(rows[0]?.legacyKeyId).toBe(rows[1]?.legacyKeyId);
});

test('validate_only says what would be and writes nothing', async () => {
  const who = owner();
  const content = Buffer.from(
    `workspace_id,kind,user_id,name,sha256,display\n${apiRow(who, aKey()).replace(/,console$/, '')}\nx`,
  );
  const request = { format: wire.ImportFormat.CSV, content, hashAlg: 'sha256' };
  for (const answer of [
    await operator.importLegacyKeys({ ...request, validateOnly: true }),
    await operator.importLegacyKeys(request, { validateOnly: true }),
  ]) {
    expect(answer).toMatchObject({ imported: 1, refused: 1 });
  }
  expect(tokens.state.calls).toBe(0);
  expect(await listed(who)).toEqual([]);
});

test('token away: nothing is said to be imported; asking again imports', async () => {
  const who = owner();
  const row = apiRow(who, aKey());
  tokens.state.away = true;
  expect((await refusal(importCsv(row))).reason).toBe('DEPENDENCY_UNAVAILABLE');
  expect(await listed(who)).toEqual([]);
  tokens.state.away = false;
  expect((await importCsv(row)).imported).toBe(1);
});

test('an import that broke after token had the key is completed by the next one', async () => {
  const who = owner();
  const key = aKey();
  tokens.state.answerLost = true;
  expect((await refusal(importCsv(apiRow(who, key)))).reason).toBe('DEPENDENCY_UNAVAILABLE');
  tokens.state.answerLost = false;
  const { rows } = await importCsv(apiRow(who, key));
  expect(rows).toMatchObject([
    { outcome: 'imported', legacyKeyId: tokens.known.get(sha256(key).toString('hex'))?.legacyKeyId },
  ]);
  expect(await listed(who)).toHaveLength(1);
});

test('a key of somebody else is refused, whoever imports it', async () => {
  const [mine, theirs] = [owner(), owner()];
  const colleague = owner(mine.workspaceId);
  const key = aKey();
  await importCsv(apiRow(mine, key));
  const { rows } = await importCsv(apiRow(theirs, key), apiRow(colleague, key));
  for (const row of rows) expect(row).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('sha256') });
  expect(await listed(theirs)).toEqual([]);
});

test('names that look like formulas are stored as the text they are', async () => {
  const who = owner();
  const names = ['=1+1', '+49', '-x', '@here', "'quoted"];
  await importCsv(...names.map((name) => apiRow(who, aKey(), name)));
  expect((await listed(who)).map(({ name }) => name).sort()).toEqual([...names].sort());
});

test('400 rows at once', async () => {
  const who = owner();
  const rows = Array.from({ length: 400 }, () => ciRow(who, aKey(), 'n').replace(/,console$/, ','));
  expect(await importCsv(...rows)).toMatchObject({ imported: 400, refused: 0 });
  expect((await user.listLegacyKeys({ workspaceId: who.workspaceId }, { caller: as(who) })).totalSize).toBe(400n);
});

test.each([
  ['another hash', { hashAlg: 'md5' }, 'IMPORT_HASH_UNSUPPORTED'],
  ['no hash named', { hashAlg: '' }, 'IMPORT_HASH_UNSUPPORTED'],
  ['no format', { format: wire.ImportFormat.UNSPECIFIED }, 'VALIDATION_FAILED'],
  ['no content', { content: Buffer.alloc(0) }, 'VALIDATION_FAILED'],
  ['no UTF-8', { content: Buffer.from([0xff, 0xfe]) }, 'VALIDATION_FAILED'],
  ['too much content', { content: Buffer.alloc(61 * 1024, 'x') }, 'REQUEST_TOO_LARGE'],
])('%s is refused', async (_what, wrong, reason) => {
  const request = { format: wire.ImportFormat.CSV, content: Buffer.from('kind\napi'), hashAlg: 'sha256', ...wrong };
  expect((await refusal(operator.importLegacyKeys(request))).reason).toBe(reason);
});

test('only operators import, and nobody creates', async () => {
  const who = owner();
  const request = { format: wire.ImportFormat.CSV, content: Buffer.from('kind\napi'), hashAlg: 'sha256' };
  for (const call of [stranger.importLegacyKeys(request), user.importLegacyKeys(request, { caller: as(who) })]) {
    expect((await refusal(call)).reason).toMatch(/UNAUTHENTICATED|PERMISSION_REQUIRED/);
  }
  const created = await refusal(user.createLegacyKey({ workspaceId: who.workspaceId }, { caller: as(who) }));
  expect(created).toMatchObject({ reason: 'LEGACY_ISSUANCE_DISABLED', metadata: { use: 'CI Auth Token' } });
  const elsewhere = await refusal(user.createLegacyKey({ workspaceId: newId('ws') }, { caller: as(who) }));
  expect(elsewhere.reason).toBe('WORKSPACE_NOT_FOUND');
});

test('a key and its hash pass through and stay nowhere: not in the database, its events or the log', async () => {
  const who = owner();
  const key = aKey();
  await importCsv(apiRow(who, key), `${apiRow(who, key)},too many`, apiRow(who, key).replace('api', '"api"x'));
  await home.service.settle();
  const names = await home.db.mongo.connection.listCollections();
  const dumps = await Promise.all(
    names.map(({ name }) => home.db.mongo.collection(name).find({}, { raw: true }).toArray()),
  );
  const bytes = Buffer.concat(dumps.flat().map(bytesOf));
  expect(bytes.includes(who.userId)).toBe(true);
  const hash = sha256(key);
  for (const form of [key, hash, hash.toString('hex'), hash.toString('base64'), hash.toString('base64url')]) {
    expect(bytes.includes(form)).toBe(false);
    expect(home.log.text()).not.toContain(form.toString());
  }
});

function bytesOf(raw: object): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new TypeError('the driver gave a document where its bytes were asked for');
}

test('more keys than are read at a time are all listed and counted', async () => {
  const who = owner();
  const [few, many] = [201, 300];
  for (const count of [few, many]) await importCsv(...Array.from({ length: count }, () => ciRow(who, aKey())));

  const { totalSize } = await user.listLegacyKeys({ workspaceId: who.workspaceId }, { caller: as(who) });
  const progress = await user.getMigrationProgress({ workspaceId: who.workspaceId }, { caller: as(who) });
  expect(totalSize).toBe(BigInt(few + many));
  expect(progress.total).toBe(few + many);
});
