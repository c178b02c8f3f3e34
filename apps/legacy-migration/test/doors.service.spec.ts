import { afterAll, expect, test } from '@jest/globals';
import { legacy as wire } from '@platform/contracts';
import { isCoded } from '@platform/kernel';
import fc from 'fast-check';
import { aKey, apiRow, as, house, owner } from './house.ts';

/** Who may pass each door: every RPC must be in this table. */
const home = await house();
const { user, operator, stranger, anonymous, importCsv } = home;
afterAll(() => home.stop());

type Method = keyof typeof wire.LegacyServiceService;
const callers = ['anonymous', 'service', 'operator', 'outsider', 'member', 'reader'] as const;
type Who = (typeof callers)[number];
type Verdicts = Readonly<Record<Who, string>>;

const reading: Verdicts = {
  ...{ anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED', operator: 'PERMISSION_REQUIRED' },
  ...{ outsider: 'WORKSPACE_NOT_FOUND', member: 'PERMISSION_REQUIRED', reader: 'OK' },
};
const disabled = 'LEGACY_ISSUANCE_DISABLED';
const doors: Readonly<Record<Method, Verdicts>> = {
  listLegacyKeys: reading,
  getLegacyKey: reading,
  getMigrationProgress: reading,
  createLegacyKey: { ...reading, member: disabled, reader: disabled },
  importLegacyKeys: {
    ...{
      anonymous: 'UNAUTHENTICATED',
      service: 'PERMISSION_REQUIRED',
      operator: 'OK',
      outsider: 'PERMISSION_REQUIRED',
    },
    ...{ member: 'PERMISSION_REQUIRED', reader: 'PERMISSION_REQUIRED' },
  },
};

const who = owner();
const legacyKeyId = (await importCsv(apiRow(who, aKey()))).rows[0]?.legacyKeyId ?? '';
const request = {
  ...{ workspaceId: who.workspaceId, legacyKeyId },
  ...{ format: wire.ImportFormat.NDJSON, content: Buffer.from('{}'), hashAlg: 'sha256' },
};
const verdict = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => (isCoded(error) ? error.reason : 'a bug'),
  );
const knock: Readonly<Record<Who, (method: Method) => Promise<unknown>>> = {
  anonymous: (method) => anonymous[method](request),
  service: (method) => stranger[method](request),
  operator: (method) => operator[method](request),
  outsider: (method) => user[method](request, { caller: as(owner()) }),
  member: (method) => user[method](request, { caller: as(who, { permissions: [] }) }),
  reader: (method) => user[method](request, { caller: as(who) }),
};

for (const [method, verdicts] of Object.entries(doors)) {
  test(`${method} lets through whom it should and nobody else`, async () => {
    const found = await Promise.all(callers.map(async (one) => [one, await verdict(knock[one](method as Method))]));
    expect(Object.fromEntries(found)).toEqual(verdicts);
  });
}

test('whatever is sent is answered by a reason, and nothing changes (Q-13)', async () => {
  const caller = as(who);
  const list = () => user.listLegacyKeys({ workspaceId: who.workspaceId }, { caller });
  const before = await list();
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('{"$ne":null}', '$where', '__proto__', 'ws_', 'lgk_', '\u0000', 'x'.repeat(5_000)),
  );
  const content = fc.oneof(text, fc.json(), fc.string({ unit: 'binary' })).map((one) => Buffer.from(one));
  const number = fc.integer({ min: -10, max: 500 });
  const sent = fc.record({ workspaceId: text, legacyKeyId: text, pageToken: text, hashAlg: text, content, number });
  await fc.assert(
    fc.asyncProperty(
      sent,
      async ({ workspaceId, legacyKeyId: id, pageToken, hashAlg, content: bytes, number: some }) => {
        const mine = { workspaceId: who.workspaceId };
        const imported = { format: wire.ImportFormat.CSV, content: bytes, hashAlg: 'sha256' };
        const verdicts = await Promise.all([
          verdict(user.listLegacyKeys({ workspaceId }, { caller })),
          verdict(user.listLegacyKeys({ ...mine, pageToken: `A${pageToken}` }, { caller })),
          verdict(user.getLegacyKey({ ...mine, legacyKeyId: id }, { caller })),
          verdict(user.getMigrationProgress({ workspaceId }, { caller })),
          verdict(user.createLegacyKey({ workspaceId }, { caller })),
          verdict(operator.importLegacyKeys({ ...imported, hashAlg: `!${hashAlg}` })),
        ]);
        for (const one of verdicts) {
          expect(one).toMatch(/^(WORKSPACE_NOT_FOUND|VALIDATION_FAILED|PAGE_TOKEN_INVALID|IMPORT_HASH_UNSUPPORTED)$/);
        }
        expect(await verdict(operator.importLegacyKeys(imported))).toMatch(/^(OK|VALIDATION_FAILED)$/);
        const paged = { ...mine, pageSize: some, stage: some as wire.LegacyKeyStage };
        expect(await verdict(user.listLegacyKeys(paged, { caller }))).toMatch(/^(OK|VALIDATION_FAILED)$/);
      },
    ),
    { numRuns: 30 },
  );
  expect(await list()).toEqual(before);
});
