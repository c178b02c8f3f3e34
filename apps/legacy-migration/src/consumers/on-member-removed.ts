import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { ownerHeard } from '../owner-heard.ts';

/** The keys of whoever left are orphaned (contract §7.2). */
export const onMemberRemoved =
  (context: Context) =>
  ({ id, data, time }: Received<'workspace.v1.MemberRemoved'>): Promise<void> =>
    ownerHeard(context, data, { about: 'member', since: { at: data.removedAt ?? time, is: false } }, id);
