import { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import { mutate } from '@platform/mongo';
import type { Context } from '../context.ts';
import { endSession } from '../domain/end-session.ts';
import { asRequest, by } from './request.ts';

/** Ends one of the caller's own sessions. Raises RESOURCE_NOT_FOUND for any other, so that nothing is leaked. */
export const revokeSession = ({ mongo, sessions, confirm, clock }: Context) =>
  rpc('user', async (request: wire.RevokeSessionRequest, call): Promise<wire.RevokeSessionResponse> => {
    const { userId } = call.caller;
    const at = clock.now();
    const sessionId = parseId('ses', request.sessionId, 'session_id');
    const mine = (owner: string) => {
      if (owner !== userId) throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: sessionId } });
    };
    const step = sessions.step(sessionId, (session) => {
      mine(session.userId);
      return endSession(session, 'revoked', at);
    });
    return mutate({
      ...{ mongo, confirm, codec: wire.RevokeSessionResponse, steps: [step] },
      request: asRequest('RevokeSession', call),
      answer: () => ({}),
      options: { at, ...by(call) },
    });
  });
