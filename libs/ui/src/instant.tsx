import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { relative } from './relative.ts';
import { exactly, useTimes } from './times.ts';

/** A point in time in words; the exact instant in the viewer's zone is shown on hover and on focus. */
export function Instant({ at }: { readonly at: string }) {
  const now = useNow(30_000);
  const times = useTimes();
  const date = new Date(at);
  return (
    <Tooltip label={exactly(date, times)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact instant must be reachable by keyboard */}
      <time dateTime={at} tabIndex={0}>
        {relative(date, now)}
      </time>
    </Tooltip>
  );
}

/** The time of day, again every so often. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
