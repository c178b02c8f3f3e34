import type { Needs } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import type { Inside, SignedIn } from './call.ts';
import { SessionOwners } from './session-owners.ts';
import type { Upstream } from './upstream.ts';

interface Visitor {
  readonly secret: string | undefined;
  readonly ip: string;
  readonly userAgent: string;
  readonly requestId: string;
  /** Looked at without being there: it does not count as use of the session. */
  readonly passive?: boolean;
}

/** Who holds the session of this request. Raises UNAUTHENTICATED, SESSION_EXPIRED or SESSION_REVOKED. */
export async function signedInBy(upstream: Upstream, visitor: Visitor): Promise<SignedIn> {
  if (!visitor.secret) throw refuse('UNAUTHENTICATED');
  const { user, session } = await upstream.identity.introspectSession(
    { sessionSecret: visitor.secret, ip: visitor.ip, userAgent: visitor.userAgent, passive: visitor.passive ?? false },
    { requestId: visitor.requestId },
  );
  if (!user || !session) throw refuse('UNAUTHENTICATED');
  return { user, session };
}

/** The membership of a user in a workspace, read afresh: a removed member is outside at once. Raises WORKSPACE_NOT_FOUND. */
export async function insideOf(
  upstream: Upstream,
  workspaceId: string,
  userId: string,
  requestId: string,
): Promise<Inside> {
  const { member, workspace } = await upstream.workspace.resolveMembership({ workspaceId, userId }, { requestId });
  if (!member || !workspace) throw refuse('WORKSPACE_NOT_FOUND');
  return { member, workspace };
}

/** What a route may know of its visitor: as much as it needs, and no more. */
export interface Admitted {
  readonly signedIn: SignedIn | undefined;
  readonly inside: Inside | undefined;
}

export type Admit = (needs: Needs, visitor: Visitor, workspaceId: string | undefined) => Promise<Admitted>;

/**
 * The door of the gateway. Session and membership are read afresh for every request, and both at once where it is known
 * whose session it is; what is said of the session comes first. Raises what `signedInBy` and `insideOf` raise.
 */
export function doorOf(upstream: Upstream, owners = new SessionOwners()): Admit {
  return async (needs, visitor, workspaceId) => {
    if (needs === 'nobody') return { signedIn: undefined, inside: undefined };
    if (needs === 'session' || !workspaceId) {
      return { signedIn: await signedInBy(upstream, visitor), inside: undefined };
    }
    const insideAs = (userId: string) => insideOf(upstream, workspaceId, userId, visitor.requestId);
    const owner = visitor.secret === undefined ? undefined : owners.of(visitor.secret);
    const ahead = owner === undefined ? undefined : insideAs(owner);
    // A refusal is heard below, after what there is to say of the session.
    ahead?.catch(() => {});
    const signedIn = await signedInBy(upstream, visitor);
    if (visitor.secret !== undefined) owners.remember(visitor.secret, signedIn.user.id);
    return { signedIn, inside: await (owner === signedIn.user.id ? ahead : insideAs(signedIn.user.id)) };
  };
}
