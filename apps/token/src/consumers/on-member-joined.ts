import type { Received } from '@platform/contracts';
import { newId, parseId } from '@platform/kernel';
import { UniqueViolation } from '@platform/mongo';
import type { Context } from '../context.ts';
import { issueDeveloperToken, needsDeveloperToken } from '../domain/issue-developer-token.ts';
import { tokenIssued } from '../telemetry.ts';

/**
 * Whoever joins has a Developer Auth Token at once (S-32, S-161), also whoever comes back (S-72). Hearing it again changes
 * nothing, but waits for facts that an earlier attempt still owes.
 */
export const onMemberJoined =
  (context: Context) =>
  async (event: Received<'workspace.v1.MemberJoined'>): Promise<void> => {
    const { developerTokens, tokens, confirm } = context;
    const holder = {
      workspaceId: parseId('ws', event.data.workspaceId, 'workspace_id'),
      userId: parseId('usr', event.data.userId, 'user_id'),
    };
    const membership = { id: event.data.membershipId, sequence: event.sequence };
    const latest = await developerTokens.latest(holder);
    if (latest && !needsDeveloperToken(latest.state, membership)) {
      const { owed } = await tokens.change(latest.id, () => []);
      return confirm(owed);
    }
    await issue(context, { ...holder, membership, generation: (latest?.state.generation ?? 0) + 1 }, event.id);
  };

type Issue = Omit<Parameters<typeof issueDeveloperToken>[1], 'secret' | 'at'>;

async function issue(
  { tokens, vault, clock, confirm, log }: Context,
  whose: Issue,
  causationId: string,
): Promise<void> {
  const at = clock.now();
  const id = newId('tok', at);
  const { secret } = vault.mint(id);
  try {
    const born = await tokens.change(id, (token) => issueDeveloperToken(token, { ...whose, secret, at }), {
      at,
      causationId,
    });
    tokenIssued(log, born.state);
    await confirm(born.owed);
  } catch (error) {
    // Somebody else has issued it between our look and our write: there is one, which is all that is wanted.
    if (!(error instanceof UniqueViolation)) throw error;
  }
}
