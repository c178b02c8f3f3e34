import { afterAll, expect, test } from '@jest/globals';
import { token as wire } from '@platform/contracts';
import { newId } from '@platform/kernel';
import { as, house, joinedPerson } from './house.ts';

/** Every event says who did it and what led to it (contract §4.6): the audit knows nothing else of it. */
const home = await house();
const running = await home.start();
const { user, legacy } = running;
afterAll(() => home.stop());

const last = async (workspaceId: string) => (await home.said(workspaceId)).at(-1);

test('a reset says whose it was, from which address and through which request', async () => {
  const who = await joinedPerson(home, running);
  const requestId = newId('req');
  const from = { caller: as(who), requestId, ip: '203.0.113.7' };
  await user.resetMyDeveloperToken({ workspaceId: who.workspaceId }, from);
  expect(await last(who.workspaceId)).toMatchObject({
    ...{ type: 'token.v1.DeveloperTokenReset', actor: { type: 'user', id: who.userId, ip: '203.0.113.7' } },
    ...{ causationId: requestId, correlationId: requestId },
  });
});

test('what another service has done says which', async () => {
  const [workspaceId, requestId] = [newId('ws'), newId('req')];
  const key = {
    legacyKeyId: newId('lgk'),
    workspaceId,
    userId: newId('usr'),
    kind: wire.CredentialKind.LEGACY_API,
    sha256: Buffer.alloc(32, 7),
  };
  await legacy.registerLegacyKeys({ keys: [{ ...key, display: '"abc..."(10)' }] }, { requestId });
  expect(await last(workspaceId)).toMatchObject({
    ...{ type: 'token.v1.LegacyCredentialRegistered', actor: { type: 'service', id: 'legacy' } },
    ...{ causationId: requestId, correlationId: requestId },
  });
});

test('what follows from an event names it, and the first of the chain', async () => {
  const who = await joinedPerson(home, running);
  const [id, correlationId] = [newId('evt'), newId('req')];
  const removed = { workspaceId: who.workspaceId, userId: who.userId, membershipId: who.membershipId };
  const gone = { ...removed, reason: 'left', removedAt: new Date() };
  await home.say('workspace.v1.MemberRemoved', gone, { id, sequence: 2, correlationId });
  await running.service.settle();
  expect(await last(who.workspaceId)).toMatchObject({
    ...{ type: 'token.v1.TokenRevoked', causationId: id, correlationId },
  });
});
