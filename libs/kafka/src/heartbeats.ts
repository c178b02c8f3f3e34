import type { EachBatchPayload } from 'kafkajs';

/** Keeps a member in its group while a handler works. */
export interface Heartbeats {
  /** The error of the first heartbeat that failed: the group goes on without us, or is about to. */
  lost(): unknown;
  /** Resolves when that happens. */
  readonly whenLost: AbortSignal;
  stop(): void;
}

/**
 * kafkajs sends heartbeats between messages only; a handler that takes longer than the session is delivered to somebody
 * else as well. So they are sent on a timer.
 */
export function heartbeats(heartbeat: EachBatchPayload['heartbeat'], everyMs: number): Heartbeats {
  const controller = new AbortController();
  const timer = setInterval(() => {
    heartbeat().catch((error: unknown) => controller.abort(error));
  }, everyMs);
  return {
    lost: () => (controller.signal.aborted ? controller.signal.reason : undefined),
    whenLost: controller.signal,
    stop: () => clearInterval(timer),
  };
}
