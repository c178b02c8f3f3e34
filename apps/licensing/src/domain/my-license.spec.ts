import { expect, test } from '@jest/globals';
import { after, DAY } from '@platform/kernel';
import { type Circumstances, myLicense } from './my-license.ts';
import { initialSeat, type Seat, seatId } from './seat.ts';
import { initialSubscription, type Subscription } from './subscription.ts';

const startsAt = new Date('2026-03-01T10:00:00.000Z');
const endsAt = after(startsAt, 14 * DAY);
const none = initialSubscription('ws_1');
const trial: Subscription = { ...none, kind: 'trial', startsAt, endsAt };
const paid: Subscription = { ...none, kind: 'paid', startsAt, endsAt, graceUntil: after(endsAt, 7 * DAY) };
const free = initialSeat(seatId('ws_1', 'usr_1'));
const held: Seat = {
  ...free,
  license: { assignmentId: 'las_1', poolId: 'lic_1', source: 'self', assignedBy: 'usr_1', assignedAt: startsAt },
};
const takenBack: Seat = {
  ...free,
  ended: { assignmentId: 'las_1', poolId: 'lic_1', reason: 'unassigned', at: after(startsAt, DAY) },
};

const seen = (given: Partial<Circumstances>) =>
  myLicense({
    seat: held,
    subscription: trial,
    planName: 'Trial',
    may: { assign: false, bill: false },
    at: after(startsAt, DAY),
    ...given,
  });
const admin = { assign: true, bill: true };

test('a license of a running trial is valid, says until when and needs no remedy', () => {
  expect(seen({})).toEqual({
    state: 'assigned_valid',
    why: 'A license of the plan Trial is assigned to you since 2026-03-01; the trial runs until 2026-03-15 10:00 UTC.',
    fix: '',
  });
});

test('expiry and "not assigned" are two different causes (S-49)', () => {
  const expired = seen({ at: endsAt });
  expect(expired.state).toBe('assigned_but_subscription_expired');
  expect(expired.why).toContain('the trial of the workspace ended on 2026-03-15 10:00 UTC');
  const unassigned = seen({ seat: free });
  expect(unassigned).toEqual({
    state: 'none',
    why: 'No license is assigned to you in this workspace.',
    fix: 'Ask an admin of the workspace to assign you a license on the Users & Licenses page.',
  });
});

test('a license that was taken back says when', () => {
  expect(seen({ seat: takenBack }).why).toContain('Your license was taken back on 2026-03-02');
});

test('grace is valid, with a remedy; suspension is not valid (A-15)', () => {
  const grace = seen({ subscription: paid, at: endsAt });
  expect(grace.state).toBe('assigned_valid');
  expect(grace.why).toContain('everything works until 2026-03-22 10:00 UTC');
  expect(grace.fix).not.toBe('');
  expect(seen({ subscription: { ...paid, suspended: true } }).state).toBe('assigned_but_suspended');
});

test('without a subscription the remedy is the trial, for those who may start it', () => {
  const circumstances = { seat: free, subscription: none };
  expect(seen({ ...circumstances, may: admin }).fix).toMatch(/^Start the 14-day trial/);
  expect(seen(circumstances).fix).toMatch(/^Ask an admin .* to start the trial/);
});

test('the remedy never tells people to do what they may not do', () => {
  for (const seat of [free, takenBack, held]) {
    for (const subscription of [none, trial, paid]) {
      for (const at of [startsAt, endsAt, after(endsAt, 30 * DAY)]) {
        const { state, why, fix } = seen({ seat, subscription, at });
        expect(why).not.toBe('');
        if (fix !== '') expect(fix).toMatch(/^Ask an admin/);
        if (state !== 'assigned_valid') expect(fix).not.toBe('');
      }
    }
  }
});
