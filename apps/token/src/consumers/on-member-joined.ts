import { causedBy, type Received } from '@platform/contracts';
import { newId, parseId } from '@platform/kernel';
import { UniqueViolation } from '@platform/mongo';
import type { Context } from '../context.ts';
import { issueDeveloperToken, needsDeveloperToken } from '../domain/issue-developer-token.ts';
import { tokenIssued } from '../telemetry.ts';
import { confirmOrLeave } from './confirm-or-leave.ts';

/**
 * Whoever joins has a Developer Auth Token at once (S-32, S-161), also whoever comes back (S-72). Hearing it again changes
 * nothing.
 */
export const onMemberJoined =
  (context: Context) =>
  async (event: Received<'workspace.v1.MemberJoined'>): Promise<void> => {
    const { developerTokens } = context;
    const holder = {
      workspaceId: parseId('ws', event.data.workspaceId, 'workspace_id'),
      userId: parseId('usr', event.data.userId, 'user_id'),
    };
    const membership = { id: event.data.membershipId, sequence: event.sequence };
    const latest = await developerTokens.latest(holder);
    if (latest && !needsDeveloperToken(latest.state, membership)) return;
    await issue(context, { ...holder, membership, generation: (latest?.state.generation ?? 0) + 1 }, event);
  };

type Issue = Omit<Parameters<typeof issueDeveloperToken>[1], 'secret' | 'at'>;

async function issue(context: Context, whose: Issue, event: Received): Promise<void> {
  const { tokens, vault, clock, log } = context;
  const at = clock.now();
  const id = newId('tok', at);
  const { secret } = vault.mint(id);
  try {
    const born = await tokens.change(
      tokens.unborn(id),
      (token) => issueDeveloperToken(token, { ...whose, secret, at }),
      {
        at,
        ...causedBy(event),
      },
    );
    tokenIssued(log, born.state);
    await confirmOrLeave(context, born.owed);
  } catch (error) {
    // Somebody else has issued it between our look and our write: there is one, which is all that is wanted.
    if (!(error instanceof UniqueViolation)) throw error;
  }
}
