import { type EventContext, eventContext, type facts, packEvent, packFact, packWithdrawal } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolveMembership, initialMembership, type Membership, type MembershipEvent } from '../domain/membership.ts';
import { toRole } from '../wire.ts';

/** The memberships: one per person and workspace for ever, so that the version of their fact only grows. */
export const membershipStore = (mongo: Mongo): Store<Membership, MembershipEvent> =>
  mongoStore<Membership, MembershipEvent>({
    mongo,
    name: 'memberships',
    initial: initialMembership,
    evolve: evolveMembership,
    outbound: tell,
    facts: ({ id, state, version, before }) => [
      ...(state.status === before.status
        ? []
        : [packFact(newId('evt'), state.workspaceId, membershipFact(id, state, version))]),
      ...(before.status === 'active' ? [packWithdrawal(newId('evt'), state.workspaceId, id)] : []),
    ],
    indexes: [
      { keys: { 'state.workspaceId': 1, 'state.userId': 1 }, unique: true },
      { keys: { 'state.userId': 1, 'state.status': 1 } },
      { keys: { 'state.workspaceId': 1, 'state.status': 1, _id: 1 } },
    ],
  });

function tell(event: MembershipEvent, saved: SavedEvent<Membership>): readonly Outbound<'kafka'>[] {
  const { id, state } = saved;
  const context = (time: Date, by: string): EventContext => ({
    actor: { type: 'user', id: by },
    ...eventContext(saved, { source: 'workspace-membership', workspaceId: state.workspaceId }),
    time,
  });
  if (event.type === 'MemberJoined') {
    const { at, role, ...joined } = event.data;
    const data = { ...joined, membershipId: id, role: toRole(role), joinedAt: at };
    return [packEvent('workspace.v1.MemberJoined', data, context(at, joined.userId))];
  }
  if (event.type === 'MemberRemoved') {
    const { at, by, reason } = event.data;
    const { workspaceId, userId } = state;
    const data = { workspaceId, membershipId: id, userId, reason, removedAt: at };
    return [packEvent('workspace.v1.MemberRemoved', data, context(at, by))];
  }
  return [];
}

/** The fact that activation decides D-9 from. */
export const membershipFact = (id: string, state: Membership, version: number): facts.Fact => {
  const { workspaceId, userId, status, joinedAt, removed } = state;
  const since = status === 'removed' ? removed?.at : joinedAt;
  const value = { workspaceId, userId, membershipId: id, active: status === 'active', since };
  return { version: BigInt(version), about: { $case: 'membership', value } };
};
