import { workspace as wire } from '@platform/contracts';
import { membershipOf, onBehalf, userOf } from '../call.ts';
import { given } from '../present/wire.ts';
import { presentMember, presentRole, presentWorkspace } from '../present/workspace.ts';
import type { Some } from './handler.ts';

const kinds = { individual: wire.WorkspaceKind.INDIVIDUAL, company: wire.WorkspaceKind.COMPANY } as const;

export const workspaces: Some<
  | 'createWorkspace'
  | 'listMyWorkspaces'
  | 'getWorkspace'
  | 'listMembers'
  | 'getMember'
  | 'removeMember'
  | 'listPermissions'
  | 'listRoles'
> = {
  createWorkspace: async ({ body }, call) => {
    const { user } = userOf(call);
    const created = await call.upstream.workspace.createWorkspace(
      { name: body.name, kind: kinds[body.kind], callerEmail: user.email, callerName: user.name },
      onBehalf(call),
    );
    return {
      workspace: presentWorkspace(given(created.workspace, 'workspace')),
      member: presentMember(given(created.member, 'workspace')),
    };
  },
  listMyWorkspaces: async (_input, call) => {
    const mine = await call.upstream.workspace.listMyWorkspaces({}, onBehalf(call));
    return {
      workspaces: mine.workspaces.map(({ workspace, role, permissions }) => ({
        workspace: presentWorkspace(given(workspace, 'workspace')),
        role: presentRole(role),
        permissions,
      })),
    };
  },
  getWorkspace: async (_input, call) => ({ workspace: presentWorkspace(membershipOf(call).workspace) }),
  listMembers: async ({ params, query }, call) => {
    const page = await call.upstream.workspace.listMembers(
      { workspaceId: params.workspace_id, pageSize: query.page_size, pageToken: query.page_token },
      onBehalf(call),
    );
    return {
      members: page.members.map(presentMember),
      next_page_token: page.nextPageToken,
      total_size: page.totalIsEstimate ? undefined : Number(page.totalSize),
    };
  },
  getMember: async ({ params }, call) => {
    const { member } = await call.upstream.workspace.getMember(
      { workspaceId: params.workspace_id, memberId: params.member_id },
      onBehalf(call),
    );
    return { member: presentMember(given(member, 'workspace')) };
  },
  removeMember: async ({ params, query }, call) => {
    await call.upstream.workspace.removeMember(
      { workspaceId: params.workspace_id, memberId: params.member_id, reason: query.reason },
      onBehalf(call),
    );
  },
  listPermissions: async (_input, call) => {
    const { permissions } = await call.upstream.workspace.listPermissions({}, onBehalf(call));
    return { permissions };
  },
  listRoles: async (_input, call) => {
    const { roles } = await call.upstream.workspace.listRoles({}, onBehalf(call));
    return {
      roles: roles.map(({ role, displayName, permissions }) => ({
        role: presentRole(role),
        display_name: displayName,
        permissions,
      })),
    };
  },
};
