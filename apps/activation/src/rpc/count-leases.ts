import type { facts as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';

/** Emulators that may still run offline with a credential: what a revocation receipt must not hide, and where it is in use. */
export const countLeases = ({ decisions, recorder, clock }: Context) =>
  rpc('service', async ({ credentialId }: wire.CountLeasesRequest): Promise<wire.CountLeasesResponse> => {
    await recorder.flush();
    const { count, latestNotAfter, holders } = await decisions.outstanding(credentialId, clock.now());
    return { outstanding: count, latestNotAfter, holders: [...holders] };
  });
