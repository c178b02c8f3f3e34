import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { endSession } from '../domain/end-session.ts';
import { hashOf } from '../secrets.ts';
import { by, gatewayOnly } from './request.ts';

/** Ending a session that is over, or never was, is harmless. */
export const signOut = ({ sessions, clock }: Context) =>
  rpc(gatewayOnly, async ({ sessionSecret }: wire.SignOutRequest, call): Promise<wire.SignOutResponse> => {
    const at = clock.now();
    const found = await sessions.findOne({ 'state.secretHash': hashOf(sessionSecret) });
    if (found) {
      const actor = { type: 'user', id: found.state.userId, ip: call.ip } as const;
      await sessions.change(found.id, (session) => endSession(session, 'signed_out', at), { at, ...by(call), actor });
    }
    return {};
  });
