import type { Channel, Log, OwedRows } from './types.ts';

/** The right to deliver a channel, which one process of a service has at a time. */
export interface Lease {
  /** Takes the lease, or renews it when it is due. False when another process has it. */
  hold(): Promise<boolean>;
  /** Whether it is certain, without asking, that nobody else has it yet. */
  lasts(): boolean;
  release(): Promise<void>;
}

interface Given {
  readonly outbox: OwedRows;
  readonly channel: Channel;
  readonly owner: string;
  readonly leaseMs: number;
  readonly log: Log;
}

/** A lease that, once taken, is kept for as long as this process is alive: a delivery may take longer than the lease. */
export function keepLease({ outbox, channel, owner, leaseMs, log }: Given): Lease {
  let held = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<boolean> => {
    const asked = performance.now();
    const mine = await outbox.lease(channel, owner, leaseMs);
    if (mine !== held) log.info({ channel, owner }, mine ? 'relay took the lease' : 'relay lost the lease');
    held = mine;
    renewedAt = asked;
    return mine;
  };
  const keeping = setInterval(() => {
    if (held) renew().catch(() => {});
  }, leaseMs / 3);

  return {
    hold: async () => (held && performance.now() - renewedAt < leaseMs / 2 ? true : renew()),
    lasts: () => held && performance.now() - renewedAt < leaseMs,
    release: async () => {
      clearInterval(keeping);
      if (held) await outbox.release(channel, owner).catch(() => {});
      held = false;
    },
  };
}
