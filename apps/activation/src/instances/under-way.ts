/** Knows when all that had begun has ended. */
export interface UnderWay {
  /** The same work, counted while it goes on. */
  around<Args extends readonly unknown[], Value>(work: (...args: Args) => Promise<Value>): typeof work;
  /** Resolves when everything that began before the call has ended, well or not; what begins later is not waited for. */
  settled(): Promise<void>;
}

export function underWay(): UnderWay {
  let era = newEra();
  let before: Promise<unknown> = Promise.resolve();
  return {
    around:
      (work) =>
      async (...args) => {
        const mine = era;
        mine.count += 1;
        try {
          return await work(...args);
        } finally {
          mine.count -= 1;
          mine.look();
        }
      },
    settled() {
      const ending = era;
      era = newEra();
      before = Promise.all([before, ending.over()]);
      return before.then(() => undefined);
    },
  };
}

/** Works that began between two questions. */
function newEra() {
  let resolve: (() => void) | undefined;
  const era = {
    count: 0,
    look(): void {
      if (era.count === 0) resolve?.();
    },
    over: () =>
      new Promise<void>((done) => {
        resolve = done;
        era.look();
      }),
  };
  return era;
}
