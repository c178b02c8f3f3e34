/** One frame of the event stream, as every tab gets it. */
export type Frame =
  | { readonly event: 'changed'; readonly about: readonly string[]; readonly at: string }
  | { readonly event: 'refresh' }
  | { readonly event: 'live'; readonly live: boolean }
  | { readonly event: 'signed-out'; readonly reason: string }
  | { readonly event: 'removed' };

type Tell = (frame: Frame) => void;
const mostWaitMs = 15_000;

/**
 * Tells every change on the server until the signal ends it. The browser resumes a lost connection by itself with the id of
 * the last event; where it gives up, we open anew with growing waits, and everything is asked again since ids are lost then.
 */
export function openStream(url: string, tell: Tell, signal: AbortSignal): void {
  let failures = 0;
  const open = () => {
    const source = new EventSource(url);
    const end = () => source.close();
    signal.addEventListener('abort', end, { once: true });
    source.addEventListener('open', () => {
      if (failures > 0) tell({ event: 'refresh' });
      failures = 0;
    });
    source.addEventListener('error', () => {
      tell({ event: 'live', live: false });
      if (source.readyState !== EventSource.CLOSED || signal.aborted) return;
      signal.removeEventListener('abort', end);
      failures += 1;
      setTimeout(
        () => !signal.aborted && open(),
        Math.min(mostWaitMs, 500 * 2 ** failures) * (0.75 + Math.random() / 2),
      );
    });
    for (const name of ['changed', 'refresh', 'live', 'signed-out', 'removed'] as const) {
      source.addEventListener(name, ({ data }) => tell({ ...parsed(data), event: name } as Frame));
    }
  };
  open();
}

const parsed = (data: unknown): object => {
  try {
    return Object(JSON.parse(String(data)));
  } catch {
    return {};
  }
};
