/** Tells what comes often at most every so many milliseconds for each key, and a moment after it came. */
export interface Seldom<T> {
  say(key: string, value: T): void;
  stop(): void;
}

export interface SeldomTiming {
  readonly everyMs: number;
  /** Until then the owner of what is shown has heard of it as well. */
  readonly delayMs: number;
}

/** Keys beyond these are not told: a page shows an older time of use until it is opened again. */
const mostKeys = 10_000;

/** The last value of each moment is told; a key is forgotten when it has been quiet. */
export function seldom<T>({ everyMs, delayMs }: SeldomTiming, tell: (value: T) => void): Seldom<T> {
  const waiting = new Map<string, { timer: NodeJS.Timeout; value: T | undefined }>();
  const later = (key: string, value: T, milliseconds: number) => {
    const timer = setTimeout(() => due(key), milliseconds);
    waiting.set(key, { timer, value });
  };
  const due = (key: string) => {
    const value = waiting.get(key)?.value;
    waiting.delete(key);
    if (value === undefined) return;
    tell(value);
    waiting.set(key, { timer: setTimeout(() => due(key), everyMs), value: undefined });
  };
  return {
    say: (key, value) => {
      const before = waiting.get(key);
      if (before) before.value = value;
      else if (waiting.size < mostKeys) later(key, value, delayMs);
    },
    stop: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
