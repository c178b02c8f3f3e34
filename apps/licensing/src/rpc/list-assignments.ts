import type { licensing as wire } from '@platform/contracts';
import { pageSizeOf, rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import { above } from '@platform/mongo';
import type { Context } from '../context.ts';
import { toAssignment } from '../wire.ts';

/** Who holds a license now, in the order of assignment. */
export const listAssignments = ({ seats, countHolders, pages }: Context) =>
  rpc('user', async (request: wire.ListAssignmentsRequest, call): Promise<wire.ListAssignmentsResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('licenses.read', workspaceId);
    const list = `ListAssignments ${workspaceId}`;
    const size = pageSizeOf(request.pageSize);
    const after = pages.read(list, request.pageToken);

    const [found, total] = await Promise.all([
      seats.list(
        { 'state.workspaceId': workspaceId, 'state.license.assignmentId': above(after) },
        { sort: { 'state.license.assignmentId': 1 }, limit: size + 1 },
      ),
      countHolders(workspaceId),
    ]);
    const page = found.slice(0, size);
    const last = page.at(-1)?.state.license;
    return {
      assignments: page.flatMap(({ state }) => toAssignment(state) ?? []),
      nextPageToken: found.length > size && last ? pages.write(list, last.assignmentId) : '',
      totalSize: BigInt(total ?? 0),
      totalIsEstimate: total === undefined,
    };
  });
