import type { AnswerOf } from '../../api/client.ts';

type Overview = AnswerOf<'getOverview'>;

/** The one thing that this person can do to get a license. */
export type Act = { readonly what: 'start' } | { readonly what: 'take'; readonly poolId: string };

/** Starts the trial, or takes a free license; nothing where others must, or where nobody knows what is there right now. */
export function actFor(overview: Overview): Act | undefined {
  const { my_license: license, subscription, pools = [], member, degraded } = overview;
  const may = (permission: string) => member.permissions.includes(permission);
  if (license?.state !== 'none' || degraded.includes('licensing')) return undefined;
  if (!subscription) return may('billing.manage') ? { what: 'start' } : undefined;
  const pool = pools.find(({ free }) => free > 0);
  if (!pool || !(may('licenses.assign') || may('licenses.assign_self'))) return undefined;
  return { what: 'take', poolId: pool.id };
}
