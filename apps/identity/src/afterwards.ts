import type { Logger } from '@platform/telemetry';

/** Work that no answer waits for. A process that stops waits for all of it, so that only a crash can lose some. */
export interface Afterwards {
  /** Begins the work at once. An error of it is logged: there is nobody to be told. */
  run(work: () => Promise<unknown>): void;
  /** Resolves when no work is left. */
  settled(): Promise<void>;
}

export function afterwards(log: Logger): Afterwards {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      const piece = work()
        .then(
          () => {},
          (err: unknown) => log.error({ err }, 'work behind an answer failed'),
        )
        .finally(() => running.delete(piece));
      running.add(piece);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
