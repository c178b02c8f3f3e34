import { beforeAll, describe, expect, test } from '@jest/globals';
import type { House } from '@platform/dev';
import { myLicense, type Place, reset, reveal, settledPerson, textAt } from '@platform/testing';
import { type ActivationDoor, httpDoor } from '../../src/activating.ts';
import { startEmulatorProcess } from '../../src/emulator-process.ts';
import type { WholeHouse } from '../../src/whole-house.ts';

/** What whoever signs up comes to. */
export function firstJourney(on: () => WholeHouse): void {
  describe('a sign-up becomes a token with which an emulator activates', () => {
    let house: House;
    let place: Place;
    let doors: readonly ActivationDoor[];
    let person: Awaited<ReturnType<typeof settledPerson>>;
    beforeAll(async () => {
      ({ house, place, doors } = on());
      person = await settledPerson(place);
    }, 300_000);

    test('the single user is Admin with everything and holds the first license', async () => {
      const mine = (await person.visitor.must('GET', '/v1/workspaces')).body as {
        workspaces: { role: string; permissions: string[] }[];
      };
      expect(mine.workspaces).toEqual([expect.objectContaining({ role: 'admin' })]);
      expect(mine.workspaces[0]?.permissions).toContain('billing.manage');
      expect((await myLicense(person)).body).toMatchObject({
        state: 'assigned_valid',
        fix: '',
        subscription: { kind: 'trial', status: 'trialing' },
      });
    });

    test('every door grants, and refuses the old value from the reset on', async () => {
      const old = await reveal(person);
      for (const door of doors) expect([door.name, (await door.activate(old)).granted]).toEqual([door.name, true]);
      const fresh = textAt(await reset(person), 'value');
      for (const door of doors) {
        expect([door.name, await door.activate(old)]).toEqual([
          door.name,
          expect.objectContaining({ granted: false, reason: 'TOKEN_ROTATED' }),
        ]);
        expect([door.name, (await door.activate(fresh)).granted]).toEqual([door.name, true]);
      }
    });

    test.each(['http', 'grpc'])(
      'the emulator process activates over %s, and quits with the banner after a reset',
      async (kind) => {
        const endpoint = kind === 'http' ? house.urls.activation : `grpc://${house.addresses.activation}`;
        const token = await reveal(person);
        const granted = await startEmulatorProcess({ API_ENDPOINT: endpoint, LOCALSTACK_AUTH_TOKEN: token });
        expect(granted.printed).toContain('Successfully activated license');
        expect(await (await fetch(`${granted.url}/_localstack/info`)).json()).toMatchObject({
          is_license_activated: true,
        });
        await granted.stop();

        await reset(person);
        const refused = await startEmulatorProcess({ API_ENDPOINT: endpoint, LOCALSTACK_AUTH_TOKEN: token });
        expect(refused.exitCode).toBe(55);
        expect(refused.printed).toContain('License activation failed! 🔑❌');
        expect(refused.printed).toMatch(/Decision: dec_\w+ — /);
        expect(refused.printed).not.toContain(token);
        await refused.stop();
      },
      300_000,
    );

    test('without the license the same token starts nothing more, what runs goes on, and given back it starts again', async () => {
      const { visitor, workspaceId, userId } = person;
      const token = await reveal(person);
      const endpoint = { API_ENDPOINT: house.urls.activation, LOCALSTACK_AUTH_TOKEN: token };
      const running = await startEmulatorProcess(endpoint);
      const taken = await visitor.must('DELETE', `/v1/workspaces/${workspaceId}/assignments/${userId}`);
      for (const door of doors) {
        const refused = { granted: false, reason: 'LICENSE_NOT_ASSIGNED' };
        expect([door.name, await door.activate(token)]).toEqual([door.name, expect.objectContaining(refused)]);
      }
      const info = await (await fetch(`${running.url}/_localstack/info`)).json();
      expect(info).toMatchObject({ is_license_activated: true });
      await running.stop();

      const pool_id = textAt(taken, 'pool', 'id');
      await visitor.must('POST', `/v1/workspaces/${workspaceId}/assignments`, { user_id: userId, pool_id });
      expect(await reveal(person)).toBe(token);
      for (const door of doors) expect([door.name, (await door.activate(token)).granted]).toEqual([door.name, true]);
    }, 300_000);

    test('a token opens no page of the console, and a session starts no emulator (S-6)', async () => {
      const token = await reveal(person);
      const [name, secret = ''] = person.visitor.cookie().split('=');
      const me = async (headers: Readonly<Record<string, string>>) => {
        const answer = await fetch(`${place.gatewayUrl}/v1/me`, { headers });
        return { status: answer.status, text: await answer.text() };
      };
      for (const authorization of [`Bearer ${token}`, `Basic ${btoa(`:${token}`)}`]) {
        expect(await me({ authorization })).toEqual({ status: 401, text: expect.stringContaining('UNAUTHENTICATED') });
      }
      // In the place of the session it is recognised, and its owner is told.
      const misplaced = await me({ cookie: `${name}=${token}` });
      expect(misplaced).toEqual({ status: 400, text: expect.stringContaining('SECRET_MISPLACED') });
      expect(misplaced.text).not.toContain(token);
      for (const door of doors) {
        const { granted, reason } = await door.activate(secret);
        expect([door.name, granted, reason]).toEqual([door.name, false, 'CREDENTIAL_UNKNOWN']);
      }
    });

    test('the decision that a banner names is explained to its workspace', async () => {
      const { decisionId } = await httpDoor(house.urls.activation).activate(person.token);
      const path = `/v1/workspaces/${person.workspaceId}/decisions/${decisionId}`;
      const { body } = await person.visitor.must('GET', path);
      expect(body).toMatchObject({ decision: { id: decisionId, granted: false, reason: 'TOKEN_ROTATED' } });
    });

    test('the first page has everything and misses nothing', async () => {
      const { body } = await person.visitor.must('GET', `/v1/workspaces/${person.workspaceId}/overview`);
      expect(body).toMatchObject({
        degraded: [],
        my_license: { state: 'assigned_valid' },
        token: { status: 'active' },
      });
    });

    test('a welcome mail tells how to set the token, without its value', async () => {
      const mail = await place.mailbox.mail(person.email, /^welcome/i);
      expect(mail.text).toContain('LOCALSTACK_AUTH_TOKEN');
      expect(mail.text).not.toMatch(/ls(at|ci)_[0-9A-Za-z]{38}/);
    });
  });
}
