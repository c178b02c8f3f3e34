import { keepLease } from './lease.ts';
import { type Relayed, type RelayTiming, relayRounds } from './relay-round.ts';
import type { Channel } from './types.ts';
import { backoffMs, bell, pause } from './waiting.ts';

export const usualTiming: RelayTiming = {
  pollMs: 400,
  idleMs: 2_500,
  leaseMs: 3_000,
  firstBackoffMs: 100,
  mostBackoffMs: 2_000,
  graceMs: 0,
  batchRows: 500,
};

export interface ChannelRelay {
  readonly channel: Channel;
  /** Something was committed. Where that is left to whoever committed it, it is looked for once it is due. */
  nudge(): void;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface Given extends Relayed {
  readonly owner: string;
}

/** One channel of the outbox, driven by one loop. */
export function relayChannel(given: Given): ChannelRelay {
  const { outbox, channel, owner, log, timing } = given;
  const work = bell();
  const lease = keepLease({ outbox, channel, owner, log, leaseMs: timing.leaseMs });
  const later = ringLater(work.ring, timing.graceMs);
  const stopping = new AbortController();
  let settling = 0;
  let failures = 0;
  const round = relayRounds(given, lease, () => settling > 0);

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const waitMs = await round();
        if (failures > 0) log.info({ channel, failures }, 'relay delivers again');
        failures = 0;
        if (waitMs > 0) await work.wait(waitMs);
      } catch (error) {
        failures += 1;
        log.warn({ channel, failures, err: error }, 'relay could not deliver; it will try again');
        await pause(backoffMs(failures, timing.firstBackoffMs, timing.mostBackoffMs), stopping.signal);
      }
    }
  };
  const ended = run();

  return {
    channel,
    nudge: timing.graceMs > 0 ? later.ring : work.ring,
    settle: async () => {
      settling += 1;
      await settled(given, work.ring).finally(() => {
        settling -= 1;
      });
    },
    stop: async () => {
      stopping.abort();
      later.stop();
      work.ring();
      await ended;
      await lease.release();
    },
  };
}

/** Rings once, some milliseconds after the first who wanted it. */
function ringLater(ring: () => void, milliseconds: number) {
  let timer: NodeJS.Timeout | undefined;
  return {
    ring: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ring();
      }, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}

const everything = 100_000;
const settlePollMs = 25;

/** Waits until none of the rows that are unsent now is unsent, whoever delivers them. */
async function settled({ outbox, channel }: Given, nudge: () => void): Promise<void> {
  const forever = new AbortController().signal;
  let owed = (await outbox.unsent(channel, everything)).map((row) => row._id);
  while (owed.length > 0) {
    nudge();
    await pause(settlePollMs, forever);
    owed = (await outbox.unsentAmong(owed)).map((row) => row._id);
  }
}
