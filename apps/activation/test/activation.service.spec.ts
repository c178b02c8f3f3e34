import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isId } from '@platform/kernel';
import { jwksOf, verifyLease } from '@platform/lease';
import { activationCases } from './cases.ts';
import { type Doorway, grpcDoor, httpDoor } from './doors.ts';
import { house } from './house.ts';
import { developer } from './world.ts';

const activation = await house();
afterAll(() => activation.stop());

const doors: readonly Doorway[] = [grpcDoor(activation), httpDoor(activation)];

describe.each(doors.map((door) => [door.name, door] as const))('over %s', (_name, door) => {
  test.each(activationCases.map((one) => [one.name, one] as const))(
    '%s',
    async (_case, { world, reasons, warnings, http, unread }) => {
      const about = world();
      await activation.tell(about);
      const heard = await door.ask(about.request);
      expect(heard).toMatchObject({
        granted: reasons.length === 0,
        reasons,
        warnings,
        http,
        nonce: unread ? '' : about.request.nonce,
      });
      expect(isId('dec', heard.decisionId)).toBe(true);
      expect(heard.messages.every((message) => message.length > 0)).toBe(true);
      expect([heard.lease !== '', heard.activationId !== '']).toEqual([heard.granted, heard.granted]);
    },
  );
});

test('both doors tell the same person the same', async () => {
  const refusals = activationCases.filter(({ reasons }) => reasons.length > 0);
  for (const { world } of refusals) {
    const about = world();
    await activation.tell(about);
    const [one, other] = await Promise.all(doors.map((door) => door.ask(about.request)));
    expect({ ...other, decisionId: '' }).toEqual({ ...one, decisionId: '' });
  }
});

test('a request that cannot be read is a decision that is kept, whichever door it came to', async () => {
  const kept = activation.db.mongo.collection<{ _id: string; record: string }>('decisions');
  for (const { world } of activationCases.filter(({ unread }) => unread))
    for (const door of doors) {
      const about = world();
      const { decisionId } = await door.ask(about.request);
      await activation.service.settle();
      const record = (await kept.findOne({ _id: decisionId }))?.record ?? '{}';
      expect(JSON.parse(record)).toMatchObject({ reason: 'REQUEST_INVALID', door: door.name.toLowerCase() });
      expect(record).not.toContain(about.value);
    }
});

describe('the lease', () => {
  const about = developer();
  beforeAll(() => activation.tell(about));

  test('holds for this product, machine and credential, and for no other', async () => {
    const { lease } = await grpcDoor(activation).ask(about.request);
    const jwks = jwksOf(activation.service.context.signingKeys);
    const expected = { product: 'localstack-pro', machineId: '0c49752c', credential: about.value, now: new Date() };
    const check = verifyLease(lease, jwks, expected);
    expect(check).toMatchObject({
      ok: true,
      claims: {
        iss: 'https://api.localstack.cloud',
        sub: about.userId,
        ws: about.workspaceId,
        cred_kind: 'developer',
        sid: about.request.sessionId,
        plan: 'trial',
        feat: ['pro'],
      },
    });
    expect(verifyLease(lease, jwks, { ...expected, machineId: 'other' })).toEqual({
      ok: false,
      problem: 'MACHINE_WRONG',
    });
    expect(lease).not.toContain(about.value);
  });
});
