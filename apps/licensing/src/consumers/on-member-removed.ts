import type { Received } from '@platform/contracts';
import { commit } from '@platform/mongo';
import type { Context } from '../context.ts';
import { memberRemoved } from '../domain/hear-member.ts';
import { release } from '../release.ts';
import { causedBy } from './caused-by.ts';

/** Whoever leaves gives the license back; activation is told before the event counts as heard. */
export const onMemberRemoved =
  (context: Context) =>
  async (event: Received<'workspace.v1.MemberRemoved'>): Promise<void> => {
    const { workspaceId, userId, reason, removedAt } = event.data;
    const { sequence, actor, time } = event;
    const removal = { by: actor?.id ?? 'workspace-membership', reason, at: removedAt ?? time, sequence };
    const { steps } = await release(context, { workspaceId, userId }, (seat) => memberRemoved(seat, removal));
    const changes = await commit(context.mongo, steps, causedBy(event));
    await context.confirm(changes.flatMap((change) => change.owed));
  };
