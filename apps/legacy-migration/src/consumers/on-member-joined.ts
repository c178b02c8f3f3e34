import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { ownerHeard } from '../owner-heard.ts';

/** Who is back is no longer an absent owner. */
export const onMemberJoined =
  (context: Context) =>
  ({ id, data, time }: Received<'workspace.v1.MemberJoined'>): Promise<void> =>
    ownerHeard(context, data, { about: 'member', since: { at: data.joinedAt ?? time, is: true } }, id);
