import type { Problem } from '../api/problem.ts';
import { words } from './words.ts';

const MINUTE = 60_000;

/** When a refused act may be repeated, in the viewer's zone, if the refusal says so. A minute that has begun counts as not over. */
export function whenAgain({ metadata }: Pick<Problem, 'metadata'>, timeZone?: string): string {
  const { until, retry_after: seconds } = metadata;
  if (until && !Number.isNaN(Date.parse(until))) {
    const time = new Date(Math.ceil(Date.parse(until) / MINUTE) * MINUTE);
    return words.from(clock(timeZone).format(time));
  }
  return seconds && Number.isFinite(Number(seconds)) ? words.inSeconds(Number(seconds)) : '';
}

const clock = (timeZone: string | undefined): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en', {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    ...(timeZone ? { timeZone } : {}),
  });
