import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { owe } from './owe.ts';

/** Whoever creates a workspace is told how to set the token. Those who join later are told by their invitation. */
export const onMemberJoined =
  (context: Context) =>
  async (event: Received<'workspace.v1.MemberJoined'>): Promise<void> => {
    const { first, workspaceName } = event.data;
    if (!first) return;
    await owe(context, event, event.data, { template: 'welcome', vars: { workspace: workspaceName } });
  };
