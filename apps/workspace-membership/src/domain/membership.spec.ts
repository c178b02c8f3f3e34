import { expect, test } from '@jest/globals';
import { after, DAY, fold } from '@platform/kernel';
import { given } from '@platform/testing';
import { followProfile } from './follow-profile.ts';
import { joinWorkspace } from './join-workspace.ts';
import {
  evolveMembership,
  initialMembership,
  type MemberJoined,
  type Membership,
  type MembershipEvent,
} from './membership.ts';
import { removeMember } from './remove-member.ts';

const at = new Date('2026-03-01T10:00:00.000Z');
const joining: MemberJoined['data'] = {
  ...{ workspaceId: 'ws_1', workspaceName: 'Acme', userId: 'usr_1', email: 'maya@example.com', name: 'Maya' },
  ...{ role: 'admin', first: true, at },
};
const removal = { by: 'usr_2', reason: 'left the company', at: after(at, DAY) };
const news = { email: 'maya@example.org', name: 'Maya Lee', sequence: 4 };

const having = (membership: Membership, ...events: MembershipEvent[]) => fold(evolveMembership, membership, events);
const unborn = initialMembership('mem_1');
const member = having(unborn, { type: 'MemberJoined', data: joining });
const removed = having(member, { type: 'MemberRemoved', data: removal });

test('a person joins, and the event carries what its listeners need', () => {
  given(unborn)
    .when((one) => joinWorkspace(one, joining))
    .then({ type: 'MemberJoined', data: joining });
  expect(member).toMatchObject({ status: 'active', role: 'admin', name: 'Maya', joinedAt: at });
});

test('a member does not join twice, also while suspended', () => {
  for (const status of ['active', 'suspended'] as const) {
    given(member, { status })
      .when((one) => joinWorkspace(one, joining))
      .refuses('ALREADY_MEMBER');
  }
});

test('a member is taken out, and the membership says since when, by whom and why', () => {
  given(member)
    .when((one) => removeMember(one, removal))
    .then({ type: 'MemberRemoved', data: removal });
  expect(removed).toMatchObject({ status: 'removed', removed: removal });
});

test('who is not in cannot be taken out', () => {
  for (const one of [removed, unborn]) {
    given(one)
      .when((state) => removeMember(state, removal))
      .refuses('MEMBER_NOT_ACTIVE', { state: one.status });
  }
});

test('a removed member can come back to the same membership (S-18)', () => {
  const again: MemberJoined['data'] = { ...joining, role: 'member', first: false, at: after(at, 2 * DAY) };
  given(removed)
    .when((one) => joinWorkspace(one, again))
    .then({ type: 'MemberJoined', data: again });
  const back = having(removed, { type: 'MemberJoined', data: again });
  expect(back).toMatchObject({ id: 'mem_1', status: 'active', role: 'member', joinedAt: again.at });
  expect(back.removed).toBeUndefined();
});

test('the name follows the profile; repeated and late news change nothing', () => {
  given(member)
    .when((one) => followProfile(one, news))
    .then({ type: 'MemberProfileFollowed', data: news });
  const followed = having(member, { type: 'MemberProfileFollowed', data: news });
  expect(followed).toMatchObject({ name: 'Maya Lee', email: 'maya@example.org' });
  for (const [one, late] of [
    [followed, news],
    [followed, { ...news, name: 'Old', sequence: 3 }],
    [unborn, news],
  ] as const) {
    given(one)
      .when((state) => followProfile(state, late))
      .then();
  }
});
