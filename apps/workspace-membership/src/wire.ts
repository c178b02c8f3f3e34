import { workspace as wire } from '@platform/contracts';
import { effectivePermissions, isPermission, type Permission } from '@platform/permissions';
import type { Membership, Role } from './domain/membership.ts';
import { invalid } from './domain/text.ts';
import type { Workspace, WorkspaceKind } from './domain/workspace.ts';

/** What a store gives back: a state and its version, which the wire calls revision. */
export interface Saved<State> {
  readonly state: State;
  readonly version: number;
}

const kinds = { individual: wire.WorkspaceKind.INDIVIDUAL, company: wire.WorkspaceKind.COMPANY } as const;
const roles = { admin: wire.Role.ADMIN, member: wire.Role.MEMBER } as const;
const workspaceStatuses = {
  unborn: wire.WorkspaceStatus.UNSPECIFIED,
  active: wire.WorkspaceStatus.ACTIVE,
  suspended: wire.WorkspaceStatus.SUSPENDED,
  closed: wire.WorkspaceStatus.CLOSED,
} as const;
const memberStatuses = {
  unborn: wire.MembershipStatus.UNSPECIFIED,
  active: wire.MembershipStatus.ACTIVE,
  suspended: wire.MembershipStatus.SUSPENDED,
  removed: wire.MembershipStatus.REMOVED,
} as const;

export const toKind = (kind: WorkspaceKind): wire.WorkspaceKind => kinds[kind];
export const toRole = (role: Role): wire.Role => roles[role];

/** Raises VALIDATION_FAILED for a kind that there is not; none given means individual. */
export function fromKind(kind: number): WorkspaceKind {
  if (kind === wire.WorkspaceKind.UNSPECIFIED || kind === wire.WorkspaceKind.INDIVIDUAL) return 'individual';
  if (kind === wire.WorkspaceKind.COMPANY) return 'company';
  throw invalid('kind', 'VALUE_UNKNOWN', 'Give individual or company.');
}

export const toWorkspace = ({ state, version }: Saved<Workspace>): wire.Workspace => ({
  id: state.id,
  name: state.name,
  slug: state.slug,
  kind: toKind(state.kind),
  status: workspaceStatuses[state.status],
  createdAt: state.createdAt,
  revision: BigInt(version),
});

export const toMember = ({ state, version }: Saved<Membership>): wire.Member => ({
  id: state.id,
  workspaceId: state.workspaceId,
  userId: state.userId,
  email: state.email,
  name: state.name,
  role: toRole(state.role),
  permissions: [...permissionsOf(state)],
  advancedPermissionsEnabled: state.advanced.enabled,
  status: memberStatuses[state.status],
  joinedAt: state.joinedAt,
  revision: BigInt(version),
});

/** What the member may do now: nothing, once they are no longer in. */
export function permissionsOf({ status, role, advanced }: Membership): readonly Permission[] {
  if (status !== 'active') return [];
  return effectivePermissions(role, { enabled: advanced.enabled, granted: advanced.granted.filter(isPermission) });
}
