import { expect, test } from '@jest/globals';
import { fold } from '@platform/kernel';
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
const leaves = (sequence: number) => (seat: Seat) => memberRemoved(seat, { by: 'usr_admin', at, sequence });
const getsLicense = (seat: Seat) => assignLicense(seat, { license, provenMember: false });

const member = then(stranger, joins(1));
const holder = then(member, getsLicense);
const whose = { workspaceId: 'ws_1', userId: 'usr_1' };

test('a seat knows whose it is from its id', () => {
  expect(stranger).toMatchObject({ ...whose, member: 'unknown' });
});

test('a member is given a license', () => {
  expect(getsLicense(member)).toEqual([{ type: 'LicenseAssigned', data: { ...whose, ...license } }]);
  expect(holder.license).toEqual(license);
});

test('who holds a license is not given a second one (A-13)', () => {
  expect(() => getsLicense(holder)).toThrow(
    expect.objectContaining({ reason: 'ALREADY_ASSIGNED', metadata: { pool_id: 'lic_1' } }),
  );
});

test('who is no member is given none; who proved to be one by being let in may go first', () => {
  const refused = (state: string) => expect.objectContaining({ reason: 'MEMBER_NOT_ACTIVE', metadata: { state } });
  expect(() => getsLicense(stranger)).toThrow(refused('unknown'));
  expect(assignLicense(stranger, { license, provenMember: true })).toHaveLength(1);
  const gone = then(member, leaves(2));
  expect(() => assignLicense(gone, { license, provenMember: true })).toThrow(refused('removed'));
});

test('a license is taken away, and may be given again at any time (S-39)', () => {
  const [event] = unassignLicense(holder, { by: 'usr_admin', at });
  expect(event).toEqual({
    type: 'LicenseUnassigned',
    data: {
      ...{ ...whose, assignmentId: 'las_1', poolId: 'lic_1' },
      ...{ endReason: 'unassigned', endedBy: 'usr_admin', endedAt: at },
    },
  });
  const free = then(holder, (seat) => unassignLicense(seat, { by: 'usr_admin', at }));
  expect(free).toMatchObject({ ended: { assignmentId: 'las_1', poolId: 'lic_1', reason: 'unassigned', at } });
  expect(free.license).toBeUndefined();
  expect(() => unassignLicense(free, { by: 'usr_admin', at })).toThrow(
    expect.objectContaining({ reason: 'NOT_ASSIGNED' }),
  );
  expect(then(free, getsLicense).license).toEqual(license);
  expect(then(free, getsLicense).ended).toBeUndefined();
});

test('a member who leaves loses the license with the membership', () => {
  expect(leaves(2)(holder).map((event) => event.type)).toEqual(['SeatMemberRemoved', 'LicenseUnassigned']);
  expect(then(holder, leaves(2))).toMatchObject({ member: 'removed', ended: { reason: 'member_removed' } });
});

test('news that are repeated or come late change nothing', () => {
  const back = then(holder, leaves(2), joins(3), getsLicense);
  for (const late of [joins(1), leaves(2), joins(3)]) expect(late(back)).toEqual([]);
  expect(then(back, leaves(4)).member).toBe('removed');
});
