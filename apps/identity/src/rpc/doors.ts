import type { doorOwner } from '@platform/contracts';
import { type Rpcs, rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { gatewayOnly } from './request.ts';

/** What this service promises to the doors that hold what it said of a session. Raises what `Doors` raise. */
export const doorRpcs = ({ doors }: Context): Rpcs<typeof doorOwner.DoorOwnerServiceService> => ({
  keepPosted: rpc(gatewayOnly, async ({ address }) => ({ forMs: await doors.keepPosted(address) })),
  leavePost: rpc(gatewayOnly, async ({ address }) => {
    await doors.leavePost(address);
    return {};
  }),
});
