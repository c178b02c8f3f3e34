import type { Channel, Log, OwedRows } from './types.ts';

/** The right to deliver a channel, which one process of a service has at a time. */
export interface Lease {
  /** Takes the lease, or renews it when it is due. False when another process has it. */
  hold(): Promise<boolean>;
  /** Whether it is certain, without asking, that nobody else has it yet. */
  lasts(): boolean;
  /** Whether nobody else has asked for it lately: what is committed elsewhere is then committed by nobody. */
  alone(): boolean;
  release(): Promise<void>;
}

interface Given {
  readonly outbox: OwedRows;
  readonly channel: Channel;
  readonly owner: string;
  readonly leaseMs: number;
  readonly log: Log;
  /** Told when somebody else begins to ask for it. */
  readonly onRival: () => void;
}

/** A lease that, once taken, is kept for as long as this process is alive: a delivery may take longer than the lease. */
export function keepLease({ outbox, channel, owner, leaseMs, log, onRival }: Given): Lease {
  let held = false;
  let alone = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<boolean> => {
    const asked = performance.now();
    const right = await outbox.lease(channel, owner, leaseMs);
    const mine = right !== undefined;
    const wasAlone = alone;
    alone = right === 'alone';
    if (wasAlone && !alone) onRival();
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
    alone: () => held && alone,
    lasts: () => held && performance.now() - renewedAt < leaseMs,
    release: async () => {
      clearInterval(keeping);
      if (held) await outbox.release(channel, owner).catch(() => {});
      held = false;
    },
  };
}
