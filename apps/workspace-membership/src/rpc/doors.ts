import type { doorOwner } from '@platform/contracts';
import { type Rpcs, rpc } from '@platform/grpc';
import type { Context } from '../context.ts';

const gatewayOnly = { service: ['gateway'] } as const;

/** What this service promises to the doors that hold what it said of a membership. Raises what `Doors` raise. */
export const doorRpcs = ({ doors }: Context): Rpcs<typeof doorOwner.DoorOwnerServiceService> => ({
  keepPosted: rpc(gatewayOnly, async ({ address }) => ({ forMs: await doors.keepPosted(address) })),
  leavePost: rpc(gatewayOnly, async ({ address }) => {
    await doors.leavePost(address);
    return {};
  }),
});
