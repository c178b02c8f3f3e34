import { DAY } from '@platform/kernel';

/** How often and when a legacy key was presented, granted or not: somebody's set-up still holds it. */
export interface Uses {
  readonly total: number;
  readonly lastAt: Date | null;
  /** Per UTC day, the newest two months: `2026-03-01` → 12. */
  readonly days: Readonly<Record<string, number>>;
}

export const unused: Uses = { total: 0, lastAt: null, days: {} };

const KEPT_DAYS = 62;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** One use more. The result is the same whatever order uses come in; that each is counted once is for the inbox to see to. */
export function withUse({ total, lastAt, days }: Uses, at: Date): Uses {
  const last = lastAt && lastAt > at ? lastAt : at;
  const oldest = dayOf(new Date(last.getTime() - KEPT_DAYS * DAY));
  const counted = { ...days, [dayOf(at)]: (days[dayOf(at)] ?? 0) + 1 };
  const kept = Object.entries(counted).filter(([day]) => day > oldest);
  return { total: total + 1, lastAt: last, days: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Uses on the last `count` days, today included. */
export function usesOfLastDays({ days }: Uses, count: number, now: Date): number {
  const oldest = dayOf(new Date(now.getTime() - count * DAY));
  return Object.entries(days).reduce((sum, [day, uses]) => (day > oldest && day <= dayOf(now) ? sum + uses : sum), 0);
}
