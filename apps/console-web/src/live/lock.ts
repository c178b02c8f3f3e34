/**
 * Does something while no other tab of this browser does it, and until the signal ends it. Whoever closes or ends hands the
 * lock on by itself.
 */
export function whileAlone(name: string, signal: AbortSignal, act: () => void): void {
  const held = () =>
    new Promise<void>((release) => {
      // Ended between the grant and now: an abort that is over is not told again, the lock would be held for ever.
      if (signal.aborted) return release();
      signal.addEventListener('abort', () => release(), { once: true });
      act();
    });
  navigator.locks.request(name, { signal }, held).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** The same with the first of several locks that is free. */
export function withOneOf(names: readonly string[], signal: AbortSignal, act: () => void): void {
  const others = names.map(() => new AbortController());
  names.forEach((name, at) => {
    const own = AbortSignal.any([signal, ...others.filter((_, other) => other === at).map((each) => each.signal)]);
    whileAlone(name, own, () => {
      // Two can be granted in the same moment: the first one lets all others go.
      others.forEach((other, number) => {
        if (number !== at) other.abort();
      });
      act();
    });
  });
}
