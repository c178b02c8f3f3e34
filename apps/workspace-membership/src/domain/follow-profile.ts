import type { MemberProfileFollowed, Membership, MembershipEvent } from './membership.ts';

/** Takes over what a person calls themselves now (S-3). Replays and late news change nothing. */
export function followProfile(membership: Membership, news: MemberProfileFollowed['data']): readonly MembershipEvent[] {
  if (membership.status === 'unborn' || news.sequence <= membership.profileSequence) return [];
  return [{ type: 'MemberProfileFollowed', data: news }];
}
