import { causedBy, type Received } from '@platform/contracts';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { type RevokeDeveloperToken, revokeDeveloperToken } from '../domain/revoke-developer-token.ts';
import { tokenRevoked } from '../telemetry.ts';
import { confirmOrLeave } from './confirm-or-leave.ts';

/** Whoever is removed loses their token (S-162), also when a reset replaces it at this very moment. */
export const onMemberRemoved =
  (context: Context) =>
  async (event: Received<'workspace.v1.MemberRemoved'>): Promise<void> => {
    const holder = {
      workspaceId: parseId('ws', event.data.workspaceId, 'workspace_id'),
      userId: parseId('usr', event.data.userId, 'user_id'),
    };
    const revoke: RevokeDeveloperToken = {
      membership: { id: event.data.membershipId, sequence: event.sequence },
      why: 'member_removed',
      at: event.data.removedAt ?? event.time,
    };
    for (;;) {
      const latest = await context.developerTokens.latest(holder);
      if (!latest) return;
      if (await end(context, latest.id, revoke, event)) return;
    }
  };

/** False when the token died otherwise in the meantime, so that its successor must be looked for. */
async function end(context: Context, id: string, revoke: RevokeDeveloperToken, event: Received): Promise<boolean> {
  const change = await context.tokens.change(id, (token) => revokeDeveloperToken(token, revoke), causedBy(event));
  if (change.events.length === 0 && change.state.status === 'rotated') return false;
  if (change.events.length > 0) tokenRevoked(context.log, change.state);
  await confirmOrLeave(context, change.owed);
  return true;
}
