import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { token as wire } from '@platform/contracts';
import { classify, lookupOf } from '@platform/credential';
import type { UserClaims } from '@platform/grpc';
import { type CodedError, newId } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { as, house, joinedPerson, livePeppers, type Person, person } from './house.ts';

const home = await house();
const { activation } = home;
const running = await home.start();
const { user } = running;
afterAll(() => home.stop());
beforeEach(() => void Object.assign(activation.state, { away: false, leasesAway: false }));

const [pepper] = livePeppers(1);
const { ACTIVE, ROTATED, REVOKED } = wire.CredentialStatus;
const mine = (who: Person) => ({ workspaceId: who.workspaceId });
const get = (who: Person) => user.getMyDeveloperToken(mine(who), { caller: as(who) });
const reveal = async (who: Person) => (await user.revealMyDeveloperToken(mine(who), { caller: as(who) })).value;
const reset = (who: Person, idempotencyKey?: string, reason = 'routine') =>
  user.resetMyDeveloperToken({ ...mine(who), reason }, { caller: as(who), idempotencyKey });
const preview = (who: Person) => user.resetMyDeveloperToken(mine(who), { caller: as(who), validateOnly: true });
const statusOf = (value: string) => activation.statusOf(lookupOf(value, pepper));
const refusal = (call: Promise<unknown>): Promise<CodedError> =>
  call.then(
    () => Promise.reject(new Error('it was answered OK')),
    (error: CodedError) => error,
  );

describe('a Developer Auth Token exists as soon as the membership does', () => {
  test('joining is enough: the token is there, activation knows it, and its value is not shown (S-32, S-161)', async () => {
    const who = await joinedPerson(home, running);
    const { token } = await get(who);
    expect(token).toMatchObject({ ...mine(who), userId: who.userId, status: ACTIVE, generation: 1, revision: 1n });
    expect(token?.display).toMatch(/^lsat_….{4}$/);
    expect(activation.of(token?.id ?? '')).toMatchObject([{ status: ACTIVE, userId: who.userId, version: 1n }]);
    expect(await home.told(who.workspaceId)).toEqual(['token.v1.DeveloperTokenIssued']);
  });

  test('joining heard twice, also as another event, gives one token (S-62)', async () => {
    const who = await joinedPerson(home, running);
    const { token } = await get(who);
    const id = await home.join(who);
    await home.join(who, 1, id);
    await home.join(who, 5);
    await running.service.settle();
    expect((await get(who)).token).toEqual(token);
    expect(await home.told(who.workspaceId)).toHaveLength(1);
  });

  test('who is in two workspaces has a token in each, and a reset in one leaves the other alive (S-5, S-61)', async () => {
    const one = await joinedPerson(home, running);
    const other = { ...person(), userId: one.userId };
    await home.join(other);
    await running.service.settle();
    const [first, second] = [await reveal(one), await reveal(other)];
    expect(first).not.toBe(second);
    await reset(one);
    expect([statusOf(first), statusOf(second)]).toEqual([ROTATED, ACTIVE]);
  });

  test('removal ends it, coming back gives a fresh one, and the old one stays dead (S-72, S-162)', async () => {
    const who = await joinedPerson(home, running);
    const first = await reveal(who);
    await home.leave(who, 2);
    await running.service.settle();
    expect(statusOf(first)).toBe(REVOKED);
    expect((await refusal(get(who))).reason).toBe('TOKEN_NOT_FOUND');

    await home.join(who, 3);
    await running.service.settle();
    const second = await reveal(who);
    expect(second).not.toBe(first);
    expect([statusOf(first), statusOf(second)]).toEqual([REVOKED, ACTIVE]);
    expect((await get(who)).token?.generation).toBe(2);
  });

  test('old news about the membership changes nothing', async () => {
    const who = await joinedPerson(home, running);
    await home.leave(who, 2);
    await home.join(who, 3);
    await running.service.settle();
    const { token } = await get(who);
    await home.leave(who, 2);
    await home.join(who, 1);
    await running.service.settle();
    expect((await get(who)).token).toEqual(token);
  });

  test('while activation is away members still get their token, and activation hears of it later', async () => {
    const people = [person(), person(), person()];
    activation.state.away = true;
    for (const who of people) await home.join(who);
    const answers = await Promise.all(people.map((who) => eventually(() => get(who))));
    const ids = answers.map(({ token }) => token?.id ?? '');
    expect(ids.flatMap(activation.of)).toEqual([]);
    activation.state.away = false;
    await eventually(() => expect(ids.flatMap(activation.of)).toHaveLength(3));
  });

  test('the last use is told by activations, to the minute, and never goes back', async () => {
    const who = await joinedPerson(home, running);
    const { token } = await get(who);
    const used = (at: Date, kind: wire.CredentialKind = wire.CredentialKind.DEVELOPER) =>
      home.say('activation.v1.ActivationGranted', {
        ...{ activationId: newId('act'), decisionId: newId('dec'), ...mine(who), userId: who.userId },
        ...{
          credentialId: token?.id ?? '',
          credentialKind: kind,
          sessionId: 's',
          machineId: 'm',
          productVersion: '4.0.0',
        },
        ...{ ci: undefined, leaseId: newId('lse'), leaseNotAfter: undefined, at },
      });
    await used(new Date('2026-11-23T10:00:30Z'));
    await used(new Date('2026-11-23T09:00:00Z'));
    await used(new Date('2026-11-23T11:00:00Z'), wire.CredentialKind.LEGACY_API);
    await running.service.settle();
    expect((await get(who)).token?.lastUsedAt).toEqual(new Date('2026-11-23T10:00:00Z'));
  });
});

describe('reveal', () => {
  test('shows the value that activation knows, after a step-up, and leaves a trace (S-67, A-6)', async () => {
    const who = await joinedPerson(home, running);
    const { value, token } = await user.revealMyDeveloperToken(mine(who), { caller: as(who) });
    expect(classify(value)).toMatchObject({ kind: 'developer', display: token?.display });
    expect(statusOf(value)).toBe(ACTIVE);
    expect(await home.told(who.workspaceId)).toContain('token.v1.TokenRevealed');
  });

  test('without a fresh proof of identity nothing is shown and nothing is recorded', async () => {
    const who = await joinedPerson(home, running);
    for (const steppedUpUntil of [undefined, new Date(Date.now() - 1)]) {
      const caller = as(who, { steppedUpUntil });
      expect((await refusal(user.revealMyDeveloperToken(mine(who), { caller }))).reason).toBe('STEP_UP_REQUIRED');
    }
    expect(await home.told(who.workspaceId)).toEqual(['token.v1.DeveloperTokenIssued']);
  });
});

describe('reset', () => {
  test('the old value is dead and the new one alive, at activation, before the answer (S-71)', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    const { value, token, receipt } = await reset(who, undefined, 'compromised');
    expect([statusOf(old), statusOf(value)]).toEqual([ROTATED, ACTIVE]);
    expect(value).not.toBe(old);
    expect(token).toMatchObject({ generation: 2, status: ACTIVE, display: classify(value).display });
    expect(receipt).toMatchObject({
      ...{ successorId: token?.id, reason: 'compromised', leasesCounted: true, outstandingLeases: 2 },
      latestLeaseNotAfter: activation.latestNotAfter,
      epoch: activation.newest(lookupOf(old, pepper))?.version,
    });
    expect(await reveal(who)).toBe(value);
    expect(await home.told(who.workspaceId)).toContain('token.v1.DeveloperTokenReset');
  });

  test('nothing is answered while activation has not acknowledged', async () => {
    const who = await joinedPerson(home, running);
    const release = activation.hold();
    let answered = false;
    const resetting = reset(who).then((answer) => {
      answered = true;
      return answer;
    });
    await eventually(async () => expect((await get(who)).token?.generation).toBe(2));
    // Committed: were it not waiting for activation, its answer would overtake these calls.
    for (let calls = 0; calls < 20; calls += 1) await get(who);
    expect(answered).toBe(false);
    release();
    expect(statusOf((await resetting).value)).toBe(ACTIVE);
  });

  test('activation away: never OK; the same key later gives the final answer, and ONE reset happened', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    const key = newId('req');
    activation.state.away = true;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { reason, metadata } = await refusal(reset(who, key));
      expect({ reason, committed: metadata.committed }).toEqual({
        reason: 'DEPENDENCY_UNAVAILABLE',
        committed: 'true',
      });
    }
    expect(statusOf(old)).toBe(ACTIVE);

    activation.state.away = false;
    const answer = await reset(who, key);
    expect([statusOf(old), statusOf(answer.value)]).toEqual([ROTATED, ACTIVE]);
    expect(answer.token?.generation).toBe(2);
    expect(await reset(who, key)).toEqual(answer);
    const resets = (await home.told(who.workspaceId)).filter((type) => type === 'token.v1.DeveloperTokenReset');
    expect(resets).toHaveLength(1);
  });

  test('an answer that nobody asks for again is still made true', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    activation.state.away = true;
    await refusal(reset(who));
    activation.state.away = false;
    await eventually(() => expect(statusOf(old)).toBe(ROTATED));
  });

  test('resets that race leave one value alive, and every answer was true', async () => {
    const who = await joinedPerson(home, running);
    const first = await reveal(who);
    const other = await home.start();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? other : running).user.resetMyDeveloperToken(mine(who), { caller: as(who) }),
      ),
    );
    await other.stop();
    const values = answers.map(({ value }) => value);
    expect(new Set(values).size).toBe(8);
    const alive = values.filter((value) => statusOf(value) === ACTIVE);
    expect(alive).toEqual([await reveal(who)]);
    expect(statusOf(first)).toBe(ROTATED);
    expect((await get(who)).token?.generation).toBe(9);
  });

  test('the same key from two windows at once resets once', async () => {
    const who = await joinedPerson(home, running);
    const key = newId('req');
    const outcomes = await Promise.allSettled([reset(who, key), reset(who, key), reset(who, key)]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ reason: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
    }
    const answer = await eventually(() => reset(who, key));
    expect(answer.token?.generation).toBe(2);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(answer);
  });

  test('a key is good for one request', async () => {
    const who = await joinedPerson(home, running);
    const key = newId('req');
    await reset(who, key, 'routine');
    expect((await refusal(reset(who, key, 'compromised'))).reason).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('a repetition does not bring back a value that has been reset since (S-72)', async () => {
    const who = await joinedPerson(home, running);
    const key = newId('req');
    const { value } = await reset(who, key);
    await reset(who);
    const { reason, message } = await refusal(reset(who, key));
    expect(reason).toBe('TOKEN_NOT_ACTIVE');
    expect(message).not.toContain(value);
  });

  test('without a count of leases the reset stands and the receipt says so', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    activation.state.leasesAway = true;
    const { receipt } = await reset(who);
    expect(statusOf(old)).toBe(ROTATED);
    expect(receipt).toMatchObject({ leasesCounted: false, outstandingLeases: 0 });
    expect(receipt?.latestLeaseNotAfter?.getTime()).toBe((receipt?.revokedAt?.getTime() ?? 0) + 86_400_000);
  });

  test('a removal that races with resets leaves no value alive (S-162)', async () => {
    const who = await joinedPerson(home, running);
    const values = [await reveal(who)];
    await home.leave(who);
    for (let n = 0; n < 20; n += 1) {
      const outcome = await reset(who).catch((error: CodedError) => error.reason);
      if (outcome === 'TOKEN_NOT_FOUND') break;
      if (typeof outcome !== 'string') values.push(outcome.value);
    }
    await running.service.settle();
    expect(values.map(statusOf).filter((status) => status === ACTIVE)).toEqual([]);
    expect((await refusal(reset(who))).reason).toBe('TOKEN_NOT_FOUND');
  });

  test('validate_only says which emulators could run on and until when, and changes nothing (S-69, S-71)', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    const answer = await preview(who);
    expect(answer).toMatchObject({ value: '', receipt: undefined, token: { generation: 1 } });
    expect(answer.impacts).toEqual({
      ...{ leasesCounted: true, outstandingLeases: 2, latestLeaseNotAfter: activation.latestNotAfter },
      emulators: [activation.holder],
    });
    expect((await get(who)).token?.generation).toBe(1);
    expect(statusOf(old)).toBe(ACTIVE);
    expect(await home.told(who.workspaceId)).not.toContain('token.v1.DeveloperTokenReset');
  });

  test('before a reset, too, leases that nobody counted are never said to be none', async () => {
    const who = await joinedPerson(home, running);
    activation.state.leasesAway = true;
    const { impacts } = await preview(who);
    expect(impacts).toMatchObject({ leasesCounted: false, emulators: [] });
    expect((impacts?.latestLeaseNotAfter?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
  });

  test('whether the owner was ever given the value is known: by a reveal, by a reset, not by joining', async () => {
    const who = await joinedPerson(home, running);
    expect((await get(who)).token?.valueGivenAt).toBeUndefined();
    await reveal(who);
    const revealedAt = (await get(who)).token?.valueGivenAt?.getTime() ?? 0;
    expect(Date.now() - revealedAt).toBeLessThan(60_000);
    const { token } = await reset(who);
    expect(token?.valueGivenAt?.getTime()).toBeGreaterThanOrEqual(revealedAt);
  });

  test('a session without a fresh proof of identity can reset, and learns no value: not by asking again either', async () => {
    const who = await joinedPerson(home, running);
    const old = await reveal(who);
    const key = newId('req');
    const ask = (claims: Partial<UserClaims> = {}) =>
      user.resetMyDeveloperToken(mine(who), { caller: as(who, claims), idempotencyKey: key });
    const { value, token, receipt } = await ask({ steppedUpUntil: undefined });
    expect({ value, given: token?.valueGivenAt, reason: receipt?.reason }).toEqual({ value: '', reason: 'routine' });
    expect(statusOf(old)).toBe(ROTATED);
    expect((await ask({ steppedUpUntil: undefined })).value).toBe('');
    expect((await ask()).value).toBe('');
    const fresh = await reveal(who);
    expect([fresh === old, statusOf(fresh)]).toEqual([false, ACTIVE]);
    // A proof that has run out counts as none.
    const ranOut = { caller: as(who, { steppedUpUntil: new Date(Date.now() - 1) }) };
    expect((await user.resetMyDeveloperToken(mine(who), ranOut)).value).toBe('');
  });

  test('planted bug: with a confirmation that does not wait, an OK comes before activation knows', async () => {
    const hasty = await home.start({}, { confirm: async () => {} });
    const who = await joinedPerson(home, hasty);
    const old = await hasty.user.revealMyDeveloperToken(mine(who), { caller: as(who) });
    const release = activation.hold();
    await hasty.user.resetMyDeveloperToken(mine(who), { caller: as(who) });
    expect(statusOf(old.value)).toBe(ACTIVE);
    release();
    await hasty.stop();
  });
});

describe('who may', () => {
  test('a Developer Auth Token is never deleted (S-63, S-167)', async () => {
    const who = await joinedPerson(home, running);
    const { reason, metadata } = await refusal(user.deleteMyDeveloperToken(mine(who), { caller: as(who) }));
    expect({ reason, metadata }).toMatchObject({ reason: 'DEVELOPER_TOKEN_NOT_DELETABLE', metadata: { use: 'reset' } });
    expect((await get(who)).token?.status).toBe(ACTIVE);
  });

  test('the token of another user, or in another workspace, is out of reach', async () => {
    const who = await joinedPerson(home, running);
    const colleague = { ...person(), workspaceId: who.workspaceId };
    const outsider = as(person());
    for (const method of ['getMyDeveloperToken', 'revealMyDeveloperToken', 'resetMyDeveloperToken'] as const) {
      expect((await refusal(user[method](mine(who), { caller: as(colleague) }))).reason).toBe('TOKEN_NOT_FOUND');
      expect((await refusal(user[method](mine(who), { caller: outsider }))).reason).toBe('WORKSPACE_NOT_FOUND');
      expect((await refusal(running.anonymous[method](mine(who)))).reason).toBe('UNAUTHENTICATED');
      expect((await refusal(running.legacy[method](mine(who)))).reason).toMatch(/UNAUTHENTICATED|PERMISSION_REQUIRED/);
    }
  });

  test.each(['', '{"$ne":null}', '__proto__', 'ws_01j'])(
    'the workspace %j does not exist for anybody',
    async (workspaceId) => {
      expect((await refusal(user.resetMyDeveloperToken({ workspaceId }, { caller: as(person()) }))).reason).toBe(
        'WORKSPACE_NOT_FOUND',
      );
    },
  );

  test('a reason that there is not is named, and nothing is reset', async () => {
    const who = await joinedPerson(home, running);
    for (const reason of ['leaked', '$ne', 'x'.repeat(10_000)]) {
      expect(await refusal(reset(who, undefined, reason))).toMatchObject({
        ...{ reason: 'VALIDATION_FAILED', fields: [{ field: 'reason' }] },
      });
    }
    expect((await get(who)).token?.generation).toBe(1);
  });
});
