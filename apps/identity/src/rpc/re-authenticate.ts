import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { stepUp } from '../domain/step-up.ts';
import { inSession, provePassword } from '../prove-password.ts';
import { by, sessionOf } from './request.ts';
import { signedInUser } from './signed-in-user.ts';

/** Raises CREDENTIALS_INVALID, ACCOUNT_LOCKED, SESSION_REVOKED or USER_SUSPENDED. */
export const reAuthenticate = (context: Context) =>
  rpc('user', async ({ password }: wire.ReAuthenticateRequest, call): Promise<wire.ReAuthenticateResponse> => {
    const sessionId = sessionOf(call);
    const user = await signedInUser(context, call.caller.userId);
    await provePassword(context, { user, password, counted: inSession(context, sessionId) });
    const at = context.clock.now();
    const stepped = await context.sessions.change(sessionId, (session) => stepUp(session, at), { at, ...by(call) });
    await context.confirm(stepped.owed);
    return { steppedUpUntil: stepped.state.steppedUpUntil };
  });
