import { workspace } from '@platform/contracts';
import type { Rpcs } from '@platform/grpc';
import type { Context } from '../context.ts';
import { createWorkspace } from './create-workspace.ts';
import { getMember } from './get-member.ts';
import { getWorkspace } from './get-workspace.ts';
import { listMembers } from './list-members.ts';
import { listMyWorkspaces } from './list-my-workspaces.ts';
import { listPermissions } from './list-permissions.ts';
import { listRoles } from './list-roles.ts';
import { removeMember } from './remove-member.ts';
import { resolveMembership } from './resolve-membership.ts';

export const definition = workspace.WorkspaceServiceService;

/** Everything this service answers. */
export const rpcs = (context: Context): Rpcs<typeof definition> => ({
  createWorkspace: createWorkspace(context),
  getWorkspace: getWorkspace(context),
  listMyWorkspaces: listMyWorkspaces(context),
  listMembers: listMembers(context),
  getMember: getMember(context),
  removeMember: removeMember(context),
  resolveMembership: resolveMembership(context),
  listPermissions: listPermissions(),
  listRoles: listRoles(),
});
