import type { token as wire } from '@platform/contracts';
import type { Context } from './context.ts';
import type { Token } from './domain/token.ts';
import { leasesOf } from './leases-of.ts';

/** What a reset of this token would take away, told before it is done: where it is in use, and who could run on offline. */
export async function resetImpacts(
  context: Pick<Context, 'countLeases' | 'log' | 'clock'>,
  token: Token,
): Promise<wire.ResetImpacts> {
  const { counted, outstanding, latestNotAfter, holders } = await leasesOf(context, token.id, context.clock.now());
  return {
    outstandingLeases: outstanding,
    latestLeaseNotAfter: latestNotAfter,
    leasesCounted: counted,
    emulators: holders.map(({ machine, productVersion, activatedAt, leaseNotAfter }) => ({
      ...{ machine, productVersion, activatedAt, leaseNotAfter },
    })),
  };
}
