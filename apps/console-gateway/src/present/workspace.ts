import type { views } from '@platform/console-api';
import { workspace as wire } from '@platform/contracts';
import type { z } from 'zod';
import { bornAt, instant, nameOf } from './wire.ts';

export const presentWorkspace = (workspace: wire.Workspace): z.output<typeof views.workspace> => ({
  id: workspace.id,
  name: workspace.name,
  slug: workspace.slug,
  kind: nameOf(wire.WorkspaceKind, workspace.kind) as 'individual' | 'company',
  status: nameOf(wire.WorkspaceStatus, workspace.status) as 'active' | 'suspended' | 'closed',
  created_at: bornAt(workspace.createdAt),
  revision: Number(workspace.revision),
});

export const presentRole = (role: wire.Role) => nameOf(wire.Role, role) as 'admin' | 'member';

export const presentMember = (member: wire.Member): z.output<typeof views.member> => ({
  id: member.id,
  workspace_id: member.workspaceId,
  user_id: member.userId,
  email: member.email,
  name: member.name,
  role: presentRole(member.role),
  permissions: member.permissions,
  advanced_permissions_enabled: member.advancedPermissionsEnabled,
  status: nameOf(wire.MembershipStatus, member.status) as 'active' | 'suspended' | 'removed',
  joined_at: instant(member.joinedAt),
  revision: Number(member.revision),
});
