import type { UserId, WorkspaceId } from '@platform/kernel';
import { oneOf, type Saved } from '@platform/mongo';
import type { Token } from '../domain/token.ts';
import type { TokenStore } from './tokens.ts';

/** Whose token: one per user and workspace (S-61, S-62). */
export interface Holder {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
}

/** Finds the Developer Auth Tokens of a user in a workspace. Always asks the primary; nothing is cached. */
export interface DeveloperTokens {
  active(holder: Holder): Promise<Saved<Token> | undefined>;
  /** The newest one, dead or alive. */
  latest(holder: Holder): Promise<Saved<Token> | undefined>;
  /** Dead or alive: those of which activation has not been told all. However many there were before, the others are not read. */
  owing(holder: Holder): Promise<readonly Saved<Token>[]>;
}

export const developerTokens = (tokens: TokenStore): DeveloperTokens => {
  const of = ({ workspaceId, userId }: Holder) =>
    ({ 'state.workspaceId': workspaceId, 'state.userId': userId }) as const;
  return {
    active: (holder) => tokens.findOne({ ...of(holder), 'state.status': 'active' }),
    async latest(holder) {
      const [newest] = await tokens.list(of(holder), { sort: { 'state.generation': -1 }, limit: 1 });
      return newest;
    },
    async owing(holder) {
      const ids = await tokens.owing(holder.workspaceId);
      return ids.length === 0 ? [] : tokens.list({ ...of(holder), id: oneOf(ids) }, { limit: ids.length });
    },
  };
};
