import type { token as wire } from '@platform/contracts';
import type { Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Token } from './domain/token.ts';
import { leasesOf } from './leases-of.ts';

/**
 * What a reset did, in figures one can check: an emulator that holds a lease may still run offline until it ends.
 * The old value is dead whether or not activation can count its leases just now: then the receipt says that they are not
 * counted and names the latest moment at which any could end.
 */
export async function revocationReceipt(
  context: Pick<Context, 'countLeases' | 'log'>,
  { state: dead, version }: Saved<Token>,
): Promise<wire.RevocationReceipt> {
  const { counted, outstanding, latestNotAfter } = await leasesOf(context, dead.id, dead.statusSince);
  return {
    tokenId: dead.id,
    successorId: dead.successorId,
    revokedAt: dead.statusSince,
    epoch: BigInt(version),
    reason: dead.why,
    leasesCounted: counted,
    outstandingLeases: outstanding,
    latestLeaseNotAfter: latestNotAfter,
  };
}
