import { words } from './words.ts';

const near = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const far = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** The unit, up to how many of it are said, and how many make the next one. */
const steps = [
  ['second', 60, 60],
  ['minute', 60, 60],
  ['hour', 24, 24],
  ['day', 60, 30.44],
  ['month', 12, 12],
] as const;

/** How far a date is from now, in words: `in 3 days`, `2 hours ago`. Rounded first, so that no hour has 60 minutes. */
export function relative(date: Date, now: Date): string {
  let amount = (date.getTime() - now.getTime()) / 1000;
  if (Math.abs(amount) < 5) return words.justNow;
  for (const [unit, most, size] of steps) {
    const whole = Math.round(amount);
    if (Math.abs(whole) < most) return (unit === 'month' ? far : near).format(whole, unit);
    amount /= size;
  }
  return far.format(Math.round(amount), 'year');
}
