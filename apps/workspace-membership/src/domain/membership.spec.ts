import { expect, test } from '@jest/globals';
import { after, DAY, fold } from '@platform/kernel';
import { followProfile } from './follow-profile.ts';
import { joinWorkspace } from './join-workspace.ts';
import { evolveMembership, initialMembership, type Membership, type MembershipEvent } from './membership.ts';
import { removeMember } from './remove-member.ts';

const at = new Date('2026-03-01T10:00:00.000Z');
const joining = {
  ...{ workspaceId: 'ws_1', workspaceName: 'Acme', userId: 'usr_1', email: 'maya@example.com', name: 'Maya' },
  ...{ role: 'admin', first: true, at },
} as const;
const then = (membership: Membership, decide: (membership: Membership) => readonly MembershipEvent[]): Membership =>
  fold(evolveMembership, membership, decide(membership));

const unborn = initialMembership('mem_1');
const member = then(unborn, (one) => joinWorkspace(one, joining));
const removal = { by: 'usr_2', reason: 'left the company', at: after(at, DAY) };
const removed = then(member, (one) => removeMember(one, removal));

test('a person joins, and the event carries what its listeners need', () => {
  expect(joinWorkspace(unborn, joining)).toEqual([{ type: 'MemberJoined', data: joining }]);
  expect(member).toMatchObject({ status: 'active', role: 'admin', name: 'Maya', joinedAt: at });
});

test('a member does not join twice', () => {
  expect(() => joinWorkspace(member, joining)).toThrow(expect.objectContaining({ reason: 'ALREADY_MEMBER' }));
});

test('a removed member is out, and says since when, by whom and why', () => {
  expect(removed).toMatchObject({ status: 'removed', removed: removal });
  for (const [membership, state] of [
    [removed, 'removed'],
    [unborn, 'unborn'],
  ] as const) {
    expect(() => removeMember(membership, removal)).toThrow(
      expect.objectContaining({ reason: 'MEMBER_NOT_ACTIVE', metadata: { state } }),
    );
  }
});

test('a removed member can come back to the same membership (S-18)', () => {
  const back = then(removed, (one) =>
    joinWorkspace(one, { ...joining, role: 'member', first: false, at: after(at, 2 * DAY) }),
  );
  expect(back).toMatchObject({ id: 'mem_1', status: 'active', role: 'member', joinedAt: after(at, 2 * DAY) });
  expect(back.removed).toBeUndefined();
});

test('the name follows the profile; repeated and late news change nothing', () => {
  const news = { email: 'maya@example.org', name: 'Maya Lee', sequence: 4 };
  const followed = then(member, (one) => followProfile(one, news));
  expect(followed).toMatchObject({ name: 'Maya Lee', email: 'maya@example.org' });
  expect(followProfile(followed, news)).toEqual([]);
  expect(followProfile(followed, { ...news, name: 'Old', sequence: 3 })).toEqual([]);
  expect(followProfile(unborn, news)).toEqual([]);
});
