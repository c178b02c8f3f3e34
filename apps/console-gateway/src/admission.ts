import type { Needs } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import type { Inside, SignedIn } from './call.ts';
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

/** Finds out as much about the visitor as the route needs, and no more. */
export async function admit(upstream: Upstream, needs: Needs, visitor: Visitor, workspaceId: string | undefined) {
  if (needs === 'nobody') return { signedIn: undefined, inside: undefined };
  const signedIn = await signedInBy(upstream, visitor);
  if (needs === 'session' || !workspaceId) return { signedIn, inside: undefined };
  return { signedIn, inside: await insideOf(upstream, workspaceId, signedIn.user.id, visitor.requestId) };
}
