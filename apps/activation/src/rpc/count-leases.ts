import type { facts as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';

/**
 * Emulators that may still run offline with a credential: what a revocation receipt must not hide, and where it is in use.
 * Those that any instance had begun to decide are among them; raises DEPENDENCY_UNAVAILABLE when that is not sure.
 */
export const countLeases = ({ decisions, instances, clock }: Context) =>
  rpc('service', async ({ credentialId }: wire.CountLeasesRequest): Promise<wire.CountLeasesResponse> => {
    await instances.allWritten();
    const { count, latestNotAfter, holders } = await decisions.outstanding(credentialId, clock.now());
    return { outstanding: count, latestNotAfter, holders: [...holders] };
  });
