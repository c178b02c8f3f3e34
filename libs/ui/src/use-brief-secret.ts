import { useCallback, useEffect, useState } from 'react';

const SHOWN_FOR_MS = 60_000;

interface Shown {
  readonly value: string;
  readonly of: string;
  readonly until: number;
}

/** A secret on the screen, and for how long. */
export interface BriefSecret {
  /** The value while it may be seen. */
  readonly value: string | undefined;
  readonly secondsLeft: number;
  /** Shows the value of the thing with this id from now on. */
  show(value: string, of: string): void;
  hide(): void;
}

/**
 * Keeps a secret on the screen for 60 seconds, and only while the window has the attention of whoever asked for it: not when
 * it loses the focus, is hidden, or the network goes. It is shown only as the value of `of`: when that becomes another thing
 * the value is dropped in the same moment. One that comes when nobody looks any more is not shown at all. It lives in the
 * state of one component and nowhere else.
 */
export function useBriefSecret(of: string | undefined): BriefSecret {
  const [shown, setShown] = useState<Shown>();
  const [now, setNow] = useState(0);
  const hide = useCallback(() => setShown(undefined), []);
  const show = useCallback((value: string, owner: string) => {
    if (!document.hasFocus()) return;
    setNow(Date.now());
    setShown({ value, of: owner, until: Date.now() + SHOWN_FOR_MS });
  }, []);
  const isOver = shown !== undefined && now >= shown.until;
  useEffect(() => {
    if (isOver) hide();
  }, [isOver, hide]);
  // The value of a new thing may come a moment before the page knows of that thing: it waits for it, unseen.
  useEffect(() => setShown((one) => (one?.of === of ? one : undefined)), [of]);
  const isKept = shown !== undefined && !isOver;
  useEffect(() => (isKept ? watch(() => setNow(Date.now()), hide) : undefined), [isKept, hide]);
  if (!isKept || shown.of !== of) return { value: undefined, secondsLeft: 0, show, hide };
  return { value: shown.value, secondsLeft: Math.ceil((shown.until - now) / 1000), show, hide };
}

/** Tells the time every second, and when nobody looks any more. Gives the end of it. */
function watch(onTick: () => void, onAway: () => void): () => void {
  const timer = setInterval(onTick, 1_000);
  const onVisibility = () => document.visibilityState === 'hidden' && onAway();
  for (const event of ['blur', 'offline', 'pagehide'] as const) window.addEventListener(event, onAway);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearInterval(timer);
    for (const event of ['blur', 'offline', 'pagehide'] as const) window.removeEventListener(event, onAway);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
