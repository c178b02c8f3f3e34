import type { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toWorkspace } from '../wire.ts';
import { workspaceOf } from './find-workspace.ts';

/** One workspace of the caller. */
export const getWorkspace = ({ workspaces }: Context) =>
  rpc('user', async (request: wire.GetWorkspaceRequest, call): Promise<wire.GetWorkspaceResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeMemberOf(workspaceId);
    return { workspace: toWorkspace(await workspaceOf(workspaces, workspaceId)) };
  });
