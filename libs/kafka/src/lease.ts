import type { Channel, Log, OwedRows } from './types.ts';

/** The right to deliver a channel, which one process of a service has at a time. */
export interface Lease {
  /** Takes the lease, or renews it when it is due; from now on it is kept. False when another process has it. */
  hold(): Promise<boolean>;
  /** Whether it is certain, without asking, that nobody else has it yet. */
  lasts(): boolean;
  /** Nothing is owed: it need not be kept any longer. */
  rest(): void;
  release(): Promise<void>;
}

interface Given {
  readonly outbox: OwedRows;
  readonly channel: Channel;
  readonly owner: string;
  readonly leaseMs: number;
  readonly log: Log;
}

/**
 * A lease that is kept for as long as something is owed: a delivery may take longer than the lease, and what may still arrive of one
 * that failed must not come after what another process sends. Then it is given back, a third of its time later at most: a process
 * at rest has nothing to renew, and another that owes something hardly waits.
 */
export function keepLease({ outbox, channel, owner, leaseMs, log }: Given): Lease {
  let name = owner;
  let lost = 0;
  let held = false;
  let needed = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<boolean> => {
    const asked = performance.now();
    const mine = await outbox.lease(channel, name, leaseMs);
    if (held && !mine) log.info({ channel, owner }, 'relay lost the lease');
    held = mine;
    renewedAt = asked;
    return mine;
  };
  const giveBack = async (): Promise<void> => {
    if (!held) return;
    held = false;
    try {
      await outbox.release(channel, name);
    } catch {
      // It may be done yet, and must not end a lease that is taken meanwhile: that will be somebody else's.
      lost += 1;
      name = `${owner}/${lost}`;
    }
  };
  const keeping = everySoOften(leaseMs / 3, async () => {
    if (held) await (needed ? renew() : giveBack());
  });

  return {
    hold: async () => {
      // What is being given back is taken anew only once it is back.
      await keeping.pause();
      needed = true;
      return held && performance.now() - renewedAt < leaseMs / 2 ? true : renew();
    },
    lasts: () => held && performance.now() - renewedAt < leaseMs,
    rest: () => {
      needed = false;
    },
    release: async () => {
      keeping.stop();
      await keeping.pause();
      await giveBack();
    },
  };
}

/** Does it again and again, never twice at once. `pause` resolves when it is not being done. */
function everySoOften(everyMs: number, work: () => Promise<void>) {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch(() => {})
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  return { pause: async () => running, stop: () => clearInterval(timer) };
}
