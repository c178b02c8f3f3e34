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

test('a license of a running trial is valid, says why and needs no remedy', () => {
  expect(seen({})).toEqual({
    state: 'assigned_valid',
    why: 'A license of the plan Trial is assigned to you, and the trial of the workspace is running.',
    fix: '',
  });
});

test('expiry and "not assigned" are two different causes (S-49)', () => {
  const expired = seen({ at: endsAt });
  expect(expired.state).toBe('assigned_but_subscription_expired');
  expect(expired.why).toContain('but the trial of the workspace has ended');
  const unassigned = seen({ seat: free });
  expect(unassigned).toEqual({
    state: 'none',
    why: 'No license is assigned to you in this workspace.',
    fix: 'Ask an admin of the workspace to assign you a license.',
  });
});

test('a license that was taken back is told from one that never was', () => {
  expect(seen({ seat: takenBack }).why).toContain('Your license was taken back');
});

test('grace is valid, with a remedy; suspension is not valid (A-15)', () => {
  const grace = seen({ subscription: paid, at: endsAt });
  expect(grace.state).toBe('assigned_valid');
  expect(grace.why).toContain('the subscription of the workspace has ended, and everything still works for a while');
  expect(grace.fix).not.toBe('');
  expect(seen({ subscription: { ...paid, suspended: true } }).state).toBe('assigned_but_suspended');
});

test('without a subscription the remedy is the trial, for those who may start it', () => {
  const circumstances = { seat: free, subscription: none };
  expect(seen({ ...circumstances, may: admin }).fix).toMatch(/^Start the 14-day trial/);
  expect(seen(circumstances).fix).toMatch(/^Ask an admin .* to start the trial/);
});

/** What is said in all circumstances, to who may do these things. */
const everything = (may: Circumstances['may']) =>
  [free, takenBack, held].flatMap((seat) =>
    [none, trial, paid, { ...paid, suspended: true }].flatMap((subscription) =>
      [startsAt, endsAt, after(endsAt, 30 * DAY)].map((at) => seen({ seat, subscription, at, may })),
    ),
  );

test('the remedy never tells people to do what they may not do', () => {
  for (const { state, why, fix } of everything({ assign: false, bill: false })) {
    expect(why).not.toBe('');
    if (fix !== '') expect(fix).toMatch(/^(Ask an admin|Write to support)/);
    if (state !== 'assigned_valid') expect(fix).not.toBe('');
  }
});

test('no date stands in it, since whoever shows it knows the zone of the reader; nor a page that is not there', () => {
  for (const { why, fix } of [...everything(admin), ...everything({ assign: false, bill: false })])
    expect(`${why} ${fix}`).not.toMatch(/\d{4}|UTC|\d\d:\d\d| page\b/);
});
