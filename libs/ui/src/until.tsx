import { useNow } from './instant.tsx';
import { relative } from './relative.ts';
import { useTimes } from './times.ts';

/** When something ends, said whole: the day, the time with its zone, and how far that is. Rounded to the minute. */
export function Until({ at }: { readonly at: string }) {
  const now = useNow(30_000);
  const { locale, timeZone } = useTimes();
  const date = new Date(at);
  const said = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZoneName: 'short', ...(timeZone ? { timeZone } : {}) },
  });
  return (
    <time dateTime={at}>
      {said.format(date)} ({relative(date, now)})
    </time>
  );
}
