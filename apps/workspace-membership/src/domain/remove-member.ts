import { refuse } from '@platform/kernel';
import type { MemberRemoved, Membership, MembershipEvent } from './membership.ts';

/**
 * Takes a person out of the workspace (S-17). Together with `letAdminGo` in one commit.
 * Raises MEMBER_NOT_ACTIVE{state}: who is not in cannot be taken out.
 */
export function removeMember(membership: Membership, command: MemberRemoved['data']): readonly MembershipEvent[] {
  if (membership.status !== 'active' && membership.status !== 'suspended') {
    throw refuse('MEMBER_NOT_ACTIVE', { metadata: { state: membership.status } });
  }
  return [{ type: 'MemberRemoved', data: command }];
}
