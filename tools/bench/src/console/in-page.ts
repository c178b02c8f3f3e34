/** What a page noticed of its own opening; times are milliseconds since the navigation began. */
export interface Noticed {
  /** The first field is there, and a task that was queued after it was painted has run: typing is answered. */
  readonly usableMs: number;
  readonly firstPaintMs: number;
  /** How long tasks kept the page from answering: what each took beyond 50 ms. */
  readonly blockedMs: number;
}

/** Runs in the page before anything else; text, since the rest of this code knows no browser's names. */
export const watchOpening = `{
  const opening = { usableMs: 0, firstPaintMs: 0, blockedMs: 0 };
  globalThis.opening = opening;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) opening.blockedMs += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') opening.firstPaintMs = startTime;
  }).observe({ type: 'paint', buffered: true });
  const answered = new MessageChannel();
  answered.port1.onmessage = () => {
    opening.usableMs = performance.now();
  };
  const look = () => {
    const field = document.querySelector('input:not([disabled])');
    if (field && field.getClientRects().length > 0) requestAnimationFrame(() => answered.port2.postMessage(''));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

/** Holds in a page that is usable, and gives what it noticed. */
export const noticed = 'globalThis.opening?.usableMs > 0 && globalThis.opening';
