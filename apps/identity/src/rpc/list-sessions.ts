import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { sessionTrouble } from '../domain/session-trouble.ts';
import { toSession } from '../wire.ts';

const MOST = 200;

/** The caller's live sessions, the latest used first. */
export const listSessions = ({ users, sessions, clock }: Context) =>
  rpc('user', async (_request: wire.ListSessionsRequest, { caller }): Promise<wire.ListSessionsResponse> => {
    const { userId, sessionId } = caller;
    const user = await users.find(userId);
    if (!user) throw refuse('UNAUTHENTICATED');
    const generation = user.state.sessionGeneration;
    const open = await sessions.list(
      { 'state.userId': userId, 'state.endedAt': null, 'state.generation': generation },
      { sort: { 'state.lastSeenAt': -1 }, limit: MOST },
    );
    const live = open.filter(({ state }) => !sessionTrouble(state, user.state, clock.now()));
    return { sessions: live.map((session) => toSession(session, session.id === sessionId)) };
  });
