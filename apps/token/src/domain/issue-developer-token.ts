import type { UserId, WorkspaceId } from '@platform/kernel';
import type { DeveloperTokenIssued, Membership, Secret, Token } from './token.ts';

export interface IssueDeveloperToken {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  readonly membership: Membership;
  readonly generation: number;
  readonly secret: Secret;
  readonly at: Date;
}

/**
 * Whether a join calls for a token (S-32, S-161). `latest` is the newest token of this user in this workspace. A join that
 * is older than the end of that token is old news: the person has left since.
 */
export function needsDeveloperToken(latest: Token | undefined, joined: Membership): boolean {
  if (!latest) return true;
  if (latest.status === 'active') return false;
  return latest.membership.id !== joined.id || joined.sequence > latest.membership.sequence;
}

/** A new token for a new membership, also for one who comes back: the old value stays dead (S-72). */
export function issueDeveloperToken(token: Token, issue: IssueDeveloperToken): readonly DeveloperTokenIssued[] {
  return token.status === 'unborn' ? [{ type: 'DeveloperTokenIssued', data: issue }] : [];
}
