import type { facts } from '@platform/contracts';
import { after, HOUR } from '@platform/kernel';
import type { Context } from './context.ts';
import { leasesNotCounted } from './telemetry.ts';

/** The longest lease there is (S-93). */
const LONGEST_LEASE = 24 * HOUR;

export interface Leases {
  readonly counted: boolean;
  readonly outstanding: number;
  /** Not counted: the latest moment at which any that was given until `at` could end. */
  readonly latestNotAfter: Date | undefined;
  readonly holders: readonly facts.LeaseHolder[];
}

/**
 * The emulators that may run offline with a token, as activation knows them. Where it cannot be asked, that is said: never
 * a zero that nobody counted.
 */
export async function leasesOf(
  { countLeases, log }: Pick<Context, 'countLeases' | 'log'>,
  tokenId: string,
  at: Date,
): Promise<Leases> {
  try {
    const { outstanding, latestNotAfter, holders } = await countLeases(tokenId);
    return { counted: true, outstanding, latestNotAfter, holders };
  } catch (error) {
    leasesNotCounted(log, tokenId, error);
    return { counted: false, outstanding: 0, latestNotAfter: after(at, LONGEST_LEASE), holders: [] };
  }
}
