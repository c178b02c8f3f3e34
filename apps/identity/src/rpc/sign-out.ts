import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { endSession } from '../domain/end-session.ts';
import type { Session } from '../domain/session.ts';
import { hashOf } from '../secrets.ts';
import { by, gatewayOnly } from './request.ts';

/** Ending a session that is over, or never was, is harmless. Answered when no door lets its holder in any more. */
export const signOut = ({ sessions, confirm, clock }: Context) =>
  rpc(gatewayOnly, async ({ sessionSecret }: wire.SignOutRequest, call): Promise<wire.SignOutResponse> => {
    const at = clock.now();
    const found = await sessions.findOne({ 'state.secretHash': hashOf(sessionSecret) });
    if (found) {
      const actor = { type: 'user', id: found.state.userId, ip: call.ip } as const;
      const end = (session: Session) => endSession(session, 'signed_out', at);
      await confirm((await sessions.change(found, end, { at, ...by(call), actor })).owed);
    }
    return {};
  });
