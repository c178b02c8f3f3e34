import type { token as wire } from '@platform/contracts';
import { after, HOUR } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Token } from './domain/token.ts';
import { leasesNotCounted } from './telemetry.ts';

/** The longest lease there is (S-93). */
const LONGEST_LEASE = 24 * HOUR;

/**
 * What a reset did, in figures one can check: an emulator that holds a lease may still run offline until it ends.
 * The old value is dead whether or not activation can count its leases just now: then the receipt says that they are not
 * counted and names the latest moment at which any could end.
 */
export async function revocationReceipt(
  { countLeases, log }: Pick<Context, 'countLeases' | 'log'>,
  { state: dead, version }: Saved<Token>,
): Promise<wire.RevocationReceipt> {
  const receipt = {
    tokenId: dead.id,
    successorId: dead.successorId,
    revokedAt: dead.statusSince,
    epoch: BigInt(version),
    reason: dead.why,
  };
  try {
    const { outstanding, latestNotAfter } = await countLeases(dead.id);
    return { ...receipt, leasesCounted: true, outstandingLeases: outstanding, latestLeaseNotAfter: latestNotAfter };
  } catch (error) {
    leasesNotCounted(log, dead.id, error);
    const latestLeaseNotAfter = after(dead.statusSince, LONGEST_LEASE);
    return { ...receipt, leasesCounted: false, outstandingLeases: 0, latestLeaseNotAfter };
  }
}
