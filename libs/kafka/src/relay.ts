import { gauge } from '@platform/telemetry';
import { onItsWay } from './on-its-way.ts';
import { type ChannelRelay, relayChannel, usualTiming } from './relay-channel.ts';
import type { RelayTiming } from './relay-round.ts';
import type { Channel, Deliver, Log, OutboxHome } from './types.ts';

/** Delivers what the outbox owes: in order per aggregate, at least once, by one process at a time per channel. */
export interface Relay {
  /** Resolves when every row that was committed before the call has been delivered, by whichever process. */
  settle(): Promise<void>;
  /** Finishes the delivery that is under way and gives the lease back. */
  stop(): Promise<void>;
  /** 0 when nothing is unsent. */
  oldestUnsentAgeSeconds(): Promise<number>;
}

export interface RelayOptions {
  readonly mongo: OutboxHome;
  /** Names this process among the replicas of a service; must differ between processes. */
  readonly owner: string;
  /** Only the channels named here are relayed. */
  readonly deliver: { readonly [C in Channel]?: Deliver };
  readonly log: Log;
  readonly timing?: Partial<RelayTiming>;
}

const channels: readonly Channel[] = ['kafka', 'facts'];

/** Starts to deliver. Targets may be away: the rows wait, and leave in order once the target is back. */
export function startRelay({ mongo, owner, deliver, log, timing = {} }: RelayOptions): Relay {
  const { outbox } = mongo;
  const started = channels.flatMap((channel): readonly ChannelRelay[] => {
    const to = deliver[channel];
    // A caller confirms its facts itself right after the commit; the relay takes those that it left behind.
    const graceMs = channel === 'facts' ? 1_000 : 0;
    return to
      ? [
          relayChannel({
            outbox,
            channel,
            owner,
            deliver: onItsWay(to),
            log,
            timing: { ...usualTiming, graceMs, ...timing },
          }),
        ]
      : [];
  });
  const nudge = () => {
    for (const channel of started) channel.nudge();
  };
  const deaf = mongo.onCommit(nudge);
  const age = async (channel: Channel): Promise<number> => {
    const oldest = await outbox.oldestUnsent(channel);
    return oldest ? Math.max(0, Date.now() - oldest.getTime()) / 1_000 : 0;
  };
  const unwatch = gauge('outbox_oldest_unsent_seconds', 'Age of the oldest row that is owed, by channel.', () =>
    Promise.all(started.map(async ({ channel }) => ({ labels: { channel }, value: await age(channel) }))),
  );

  return {
    settle: async () => {
      await Promise.all(started.map((channel) => channel.settle()));
    },
    stop: async () => {
      deaf();
      unwatch();
      await Promise.all(started.map((channel) => channel.stop()));
    },
    oldestUnsentAgeSeconds: async () => Math.max(0, ...(await Promise.all(started.map(({ channel }) => age(channel))))),
  };
}
