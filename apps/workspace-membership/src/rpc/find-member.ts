import { refuse } from '@platform/kernel';
import type { Saved, Store } from '@platform/mongo';
import type { Membership, MembershipEvent } from '../domain/membership.ts';

/** A membership of this workspace. Raises RESOURCE_NOT_FOUND, also when it is one of another workspace. */
export async function memberOf(
  memberships: Store<Membership, MembershipEvent>,
  workspaceId: string,
  memberId: string,
): Promise<Saved<Membership>> {
  const found = await memberships.find(memberId);
  if (found?.state.workspaceId === workspaceId) return found;
  throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: memberId } });
}
