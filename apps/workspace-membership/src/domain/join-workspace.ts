import { refuse } from '@platform/kernel';
import type { MemberJoined, Membership, MembershipEvent } from './membership.ts';

/** A person becomes a member; one who was removed comes back (S-18). Raises ALREADY_MEMBER. */
export function joinWorkspace(membership: Membership, command: MemberJoined['data']): readonly MembershipEvent[] {
  if (membership.status === 'active' || membership.status === 'suspended') throw refuse('ALREADY_MEMBER');
  return [{ type: 'MemberJoined', data: command }];
}
