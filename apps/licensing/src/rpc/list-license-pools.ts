import type { licensing as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toPool } from '../wire.ts';

/** The license pools of a workspace with what is used, reserved and free (S-36). */
export const listLicensePools = ({ pools }: Context) =>
  rpc('user', async (request: wire.ListLicensePoolsRequest, call): Promise<wire.ListLicensePoolsResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('licenses.read', workspaceId);
    return { pools: (await pools.list({ 'state.workspaceId': workspaceId })).map(toPool) };
  });
