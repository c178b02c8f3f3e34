import { afterAll, expect, test } from '@jest/globals';
import type { token as wire } from '@platform/contracts';
import { isCoded, newId } from '@platform/kernel';
import fc from 'fast-check';
import { as, house, joinedPerson, person } from './house.ts';

/** Who may pass each door: every RPC must be in this table. */
const home = await house();
const running = await home.start();
const { user, legacy, stranger, anonymous } = running;
afterAll(() => home.stop());

type Method = keyof typeof wire.TokenServiceService;
const callers = ['anonymous', 'service', 'legacy', 'outsider', 'removed', 'notSteppedUp', 'member'] as const;
type Who = (typeof callers)[number];
type Verdicts = Readonly<Record<Who, string>>;

const mine: Verdicts = {
  ...{ anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED', legacy: 'PERMISSION_REQUIRED' },
  ...{ outsider: 'WORKSPACE_NOT_FOUND', removed: 'TOKEN_NOT_FOUND', notSteppedUp: 'OK', member: 'OK' },
};
const notDeletable = 'DEVELOPER_TOKEN_NOT_DELETABLE';
const doors: Readonly<Record<Method, Verdicts>> = {
  getMyDeveloperToken: mine,
  revealMyDeveloperToken: { ...mine, notSteppedUp: 'STEP_UP_REQUIRED' },
  resetMyDeveloperToken: mine,
  deleteMyDeveloperToken: { ...mine, removed: notDeletable, notSteppedUp: notDeletable, member: notDeletable },
  registerLegacyKeys: {
    ...{ anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED', legacy: 'OK', outsider: 'PERMISSION_REQUIRED' },
    ...{ removed: 'PERMISSION_REQUIRED', notSteppedUp: 'PERMISSION_REQUIRED', member: 'PERMISSION_REQUIRED' },
  },
  moveLookups: {
    ...{ anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED', legacy: 'PERMISSION_REQUIRED' },
    ...{ outsider: 'PERMISSION_REQUIRED', removed: 'PERMISSION_REQUIRED' },
    ...{ notSteppedUp: 'PERMISSION_REQUIRED', member: 'PERMISSION_REQUIRED' },
  },
};

const who = await joinedPerson(home, running);
const gone = { ...person(), workspaceId: who.workspaceId };
const request = { workspaceId: who.workspaceId };
const verdict = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => (isCoded(error) ? error.reason : 'a bug'),
  );
const knock: Readonly<Record<Who, (method: Method) => Promise<unknown>>> = {
  anonymous: (method) => anonymous[method](request),
  service: (method) => stranger[method](request),
  legacy: (method) => legacy[method](request),
  outsider: (method) => user[method](request, { caller: as(person()) }),
  removed: (method) => user[method](request, { caller: as(gone) }),
  notSteppedUp: (method) => user[method](request, { caller: as(who, { steppedUpUntil: undefined }) }),
  member: (method) => user[method](request, { caller: as(who) }),
};

for (const [method, verdicts] of Object.entries(doors)) {
  test(`${method} lets through whom it should and nobody else`, async () => {
    const found = await Promise.all(callers.map(async (one) => [one, await verdict(knock[one](method as Method))]));
    expect(Object.fromEntries(found)).toEqual(verdicts);
  });
}

test('whatever is sent is answered by a reason, and nothing changes (Q-13)', async () => {
  const before = await user.getMyDeveloperToken(request, { caller: as(who) });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('{"$ne":null}', '$where', '__proto__', '../..', 'ws_', '\u0000', 'x'.repeat(5_000)),
  );
  const registration = fc.record({
    ...{ legacyKeyId: text, workspaceId: text, userId: text, display: text, kind: fc.integer({ min: -5, max: 9 }) },
    sha256: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  });
  const sent = fc.record({ workspaceId: text, reason: text, keys: fc.array(registration, { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(sent, async ({ workspaceId, reason, keys }) => {
      const caller = as(who);
      const kinds = keys.map((key) => ({ ...key, kind: key.kind as wire.CredentialKind }));
      const verdicts = await Promise.all([
        verdict(user.getMyDeveloperToken({ workspaceId }, { caller })),
        verdict(user.revealMyDeveloperToken({ workspaceId }, { caller })),
        verdict(user.resetMyDeveloperToken({ workspaceId, reason: `!${reason}` }, { caller })),
        verdict(user.resetMyDeveloperToken({ ...request, reason: `!${reason}` }, { caller })),
        verdict(user.deleteMyDeveloperToken({ workspaceId }, { caller })),
        verdict(legacy.registerLegacyKeys({ keys: kinds })),
      ]);
      for (const one of verdicts.slice(0, 5)) expect(one).toMatch(/^(WORKSPACE_NOT_FOUND|VALIDATION_FAILED)$/);
      expect(verdicts[5]).toMatch(/^(OK|VALIDATION_FAILED)$/);
    }),
    { numRuns: 30 },
  );
  const after = await user.getMyDeveloperToken(request, { caller: as(who) });
  expect(after).toEqual(before);
  expect(await home.db.mongo.collection('legacy_credentials').countDocuments()).toBe(0);
});

test('an idempotency key that is too long is refused', async () => {
  const call = user.resetMyDeveloperToken(request, { caller: as(who), idempotencyKey: newId('req').repeat(20) });
  expect(await verdict(call)).toBe('VALIDATION_FAILED');
});
