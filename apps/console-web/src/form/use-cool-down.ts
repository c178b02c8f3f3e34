import { useEffect, useState } from 'react';

/** Seconds until something may be done again; counts down by itself. `start` begins anew. */
export function useCoolDown(initialSeconds = 0): { readonly left: number; readonly start: (seconds: number) => void } {
  const [until, setUntil] = useState(() => Date.now() + initialSeconds * 1000);
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const cooling = left > 0;

  useEffect(() => {
    if (!cooling) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [cooling]);

  const start = (seconds: number): void => {
    setNow(Date.now());
    setUntil(Date.now() + seconds * 1000);
  };
  return { left, start };
}
