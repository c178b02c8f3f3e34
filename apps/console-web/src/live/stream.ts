import { type Frame, frameOf, isLast, sent } from './frame.ts';
import { waitMs } from './wait.ts';

interface Stream {
  readonly url: string;
  readonly tell: (frame: Frame) => void;
  readonly signal: AbortSignal;
  /** Whether something may have been told before, to somebody who listened until now. */
  readonly takesOver: boolean;
}

/**
 * Tells every change on the server until the signal, or the server, ends it. The browser resumes a lost connection by itself
 * with the id of the last event. Where it is refused, we open anew with growing waits; ids are lost then, so everything is
 * asked again: at once, since the answers say why (a session that is over), and when the connection stands.
 */
export function openStream({ url, tell, signal, takesOver }: Stream): void {
  let failures = 0;
  const open = (): void => {
    if (signal.aborted) return;
    const source = new EventSource(url);
    const ended = new AbortController();
    const end = () => {
      ended.abort();
      source.close();
    };
    signal.addEventListener('abort', end, { once: true, signal: ended.signal });
    let isFirst = true;
    source.addEventListener('open', () => {
      if (isFirst && (takesOver || failures > 0)) tell({ event: 'refresh' });
      isFirst = false;
      failures = 0;
    });
    source.addEventListener('error', () => {
      tell({ event: 'lost' });
      if (source.readyState !== EventSource.CLOSED) return;
      end();
      failures += 1;
      if (failures === 1) tell({ event: 'refresh' });
      after(waitMs(failures, Math.random()), open, signal);
    });
    for (const name of sent) {
      source.addEventListener(name, ({ data }) => {
        const frame = frameOf(name, data);
        if (isLast(frame)) end();
        tell(frame);
      });
    }
  };
  open();
}

function after(milliseconds: number, act: () => void, signal: AbortSignal): void {
  const timer = setTimeout(act, milliseconds);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
