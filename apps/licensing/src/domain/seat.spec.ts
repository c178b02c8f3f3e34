import { expect, test } from '@jest/globals';
import { fold } from '@platform/kernel';
import { given } from '@platform/testing';
import { assignLicense } from './assign-license.ts';
import { memberJoined, memberRemoved } from './hear-member.ts';
import { evolveSeat, initialSeat, type License, type Seat, type SeatEvent, seatId } from './seat.ts';
import { unassignLicense } from './unassign-license.ts';

const at = new Date('2026-03-01T10:00:00.000Z');
const license: License = {
  assignmentId: 'las_1',
  poolId: 'lic_1',
  source: 'manual',
  assignedBy: 'usr_admin',
  assignedAt: at,
};
const stranger = initialSeat(seatId('ws_1', 'usr_1'));
const then = (seat: Seat, ...decide: ((seat: Seat) => readonly SeatEvent[])[]): Seat =>
  decide.reduce((state, one) => fold(evolveSeat, state, one(state)), seat);

const joins = (sequence: number) => (seat: Seat) => memberJoined(seat, { first: false, sequence });
const leaves = (sequence: number) => (seat: Seat) =>
  memberRemoved(seat, { by: 'usr_admin', reason: 'left', at, sequence });
const getsLicense = (seat: Seat) => assignLicense(seat, { license, provenMember: false });

const member = then(stranger, joins(1));
const holder = then(member, getsLicense);
const whose = { workspaceId: 'ws_1', userId: 'usr_1' };

test('a seat knows whose it is from its id', () => {
  expect(stranger).toMatchObject({ ...whose, member: 'unknown' });
});

test('a member is given a license', () => {
  given(member)
    .when(getsLicense)
    .then({ type: 'LicenseAssigned', data: { ...whose, ...license } });
  expect(holder.license).toEqual(license);
});

test('who holds a license is not given a second one (A-13)', () => {
  given(holder).when(getsLicense).refuses('ALREADY_ASSIGNED', { pool_id: 'lic_1' });
});

test('who is no member is given none; who proved to be one by being let in may go first', () => {
  const proven = (seat: Seat) => assignLicense(seat, { license, provenMember: true });
  const gone = then(member, leaves(2));
  given(stranger).when(getsLicense).refuses('MEMBER_NOT_ACTIVE', { state: 'unknown' });
  given(stranger)
    .when(proven)
    .then({ type: 'LicenseAssigned', data: { ...whose, ...license } });
  given(gone).when(proven).refuses('MEMBER_NOT_ACTIVE', { state: 'removed' });
});

test('a license is taken away, and may be given again at any time (S-39)', () => {
  const takesBack = (seat: Seat) => unassignLicense(seat, { by: 'usr_admin', reason: 'other project', at });
  given(holder)
    .when(takesBack)
    .then({
      type: 'LicenseUnassigned',
      data: {
        ...{ ...whose, assignmentId: 'las_1', poolId: 'lic_1' },
        ...{ endReason: 'unassigned', endedBy: 'usr_admin', endedAt: at, reason: 'other project' },
      },
    });
  const free = then(holder, takesBack);
  const ended = { assignmentId: 'las_1', poolId: 'lic_1', reason: 'unassigned', note: 'other project', at };
  expect(free).toMatchObject({ ended });
  expect(free.license).toBeUndefined();
  given(free).when(takesBack).refuses('NOT_ASSIGNED');
  expect(then(free, getsLicense)).toEqual(holder);
});

test('a member who leaves loses the license with the membership', () => {
  given(holder)
    .when(leaves(2))
    .then(
      { type: 'SeatMemberRemoved', data: { ...whose, sequence: 2 } },
      {
        type: 'LicenseUnassigned',
        data: {
          ...{ ...whose, assignmentId: 'las_1', poolId: 'lic_1' },
          ...{ endReason: 'member_removed', endedBy: 'usr_admin', endedAt: at, reason: 'left' },
        },
      },
    );
  given(member)
    .when(leaves(2))
    .then({ type: 'SeatMemberRemoved', data: { ...whose, sequence: 2 } });
  expect(then(holder, leaves(2))).toMatchObject({ member: 'removed', ended: { reason: 'member_removed' } });
});

test('news that are repeated or come late change nothing', () => {
  const back = then(holder, leaves(2), joins(3), getsLicense);
  for (const late of [joins(1), leaves(2), joins(3)]) given(back).when(late).then();
  expect(then(back, leaves(4)).member).toBe('removed');
});
