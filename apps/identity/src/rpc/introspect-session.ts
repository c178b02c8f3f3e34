import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { seeSession } from '../domain/see-session.ts';
import { SEEN_EVERY } from '../domain/session.ts';
import { sessionTrouble } from '../domain/session-trouble.ts';
import { hashOf } from '../secrets.ts';
import { toSession, toUser } from '../wire.ts';
import { gatewayOnly } from './request.ts';

/** Who holds this secret. Raises UNAUTHENTICATED, SESSION_REVOKED, SESSION_EXPIRED or USER_SUSPENDED. */
export const introspectSession = ({ users, sessions, clock }: Context) =>
  rpc(gatewayOnly, async (request: wire.IntrospectSessionRequest): Promise<wire.IntrospectSessionResponse> => {
    const at = clock.now();
    const secretHash = hashOf(request.sessionSecret);
    const [session, user] = await sessions.findWith({ 'state.secretHash': secretHash }, 'state.userId', users);
    if (!session || !user) throw refuse('UNAUTHENTICATED');
    const trouble = sessionTrouble(session.state, user.state, at);
    if (trouble) throw refuse(trouble);

    if (request.passive || at.getTime() - session.state.lastSeenAt.getTime() < SEEN_EVERY) {
      return { user: toUser(user), session: toSession(session, true) };
    }
    const use = { ip: request.ip.slice(0, 64), userAgent: request.userAgent.slice(0, 256), at };
    const seen = await sessions.change(session.id, (state) => seeSession(state, use), { at });
    return { user: toUser(user), session: toSession(seen, true) };
  });
