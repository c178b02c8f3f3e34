import type { Needs } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import { counter } from '@platform/telemetry';
import type { Admitted, Inside, SignedIn } from './call.ts';
import type { LastAdmitted } from './last-admitted.ts';
import type { Upstream } from './upstream.ts';
import type { Words } from './word.ts';

export interface Visitor {
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

const admissions = counter(
  'gateway_admissions_total',
  'Visitors let in, or not: by what was said before, or by asking.',
);

/** Where somebody is let in: a workspace, or only the account. */
const placeOf = (needs: Needs, workspaceId: string | undefined) => (needs === 'session' ? '' : workspaceId);

/** The door of the gateway. */
export interface Door {
  /**
   * Session and membership: as they were said last, as long as that stands; asked for anew otherwise, both at once where it
   * is known whose session it is, and what is said of the session comes first. Raises what `signedInBy` and `insideOf` raise.
   */
  admit(needs: Needs, visitor: Visitor, workspaceId: string | undefined): Promise<Admitted>;
  /**
   * As whom `admit` let this visitor in before. What is read for him meanwhile may be told once `admit` has said just the
   * same again, and not before; nothing where he is not known.
   */
  expects(needs: Needs, visitor: Visitor, workspaceId: string | undefined): Admitted | undefined;
}

/** The door of a gateway that asks these services, and remembers whom it let in, and under which promises of theirs. */
export function doorOf(upstream: Upstream, last: LastAdmitted, words: Words): Door {
  const enter = async (needs: Needs, visitor: Visitor, workspaceId: string | undefined): Promise<Admitted> => {
    if (needs === 'session' || !workspaceId) {
      return { signedIn: await signedInBy(upstream, visitor), inside: undefined };
    }
    const insideAs = (userId: string) => insideOf(upstream, workspaceId, userId, visitor.requestId);
    const owner = visitor.secret === undefined ? undefined : last.of(visitor.secret)?.signedIn?.user.id;
    const ahead = owner === undefined ? undefined : insideAs(owner);
    // A refusal is heard below, after what there is to say of the session.
    ahead?.catch(() => {});
    const signedIn = await signedInBy(upstream, visitor);
    return { signedIn, inside: await (owner === signedIn.user.id ? ahead : insideAs(signedIn.user.id)) };
  };
  return {
    expects: (needs, { secret }, workspaceId) =>
      needs === 'nobody' || secret === undefined ? undefined : last.of(secret, placeOf(needs, workspaceId)),
    admit: async (needs, visitor, workspaceId) => {
      if (needs === 'nobody') return { signedIn: undefined, inside: undefined };
      const { secret } = visitor;
      const standing = secret === undefined ? undefined : last.standing(secret, placeOf(needs, workspaceId));
      admissions.add(1, { by: standing ? 'word' : 'asking' });
      if (standing) return standing;
      const under = words.now();
      try {
        const admitted = await enter(needs, visitor, workspaceId);
        if (secret !== undefined) last.remember(secret, admitted, under);
        return admitted;
      } catch (refusal) {
        if (secret !== undefined) last.forget(secret, workspaceId);
        throw refusal;
      }
    },
  };
}
