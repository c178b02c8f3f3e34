import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { newId, refuse, type UserId } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import { readEmail } from '../domain/email.ts';
import { openSession } from '../domain/open-session.ts';
import type { User } from '../domain/user.ts';
import { atTheDoor, provePassword } from '../prove-password.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { toSession, toUser } from '../wire.ts';
import { by, gatewayOnly } from './request.ts';

/** Raises CREDENTIALS_INVALID, ACCOUNT_LOCKED and, once the password is proved, USER_SUSPENDED. */
export const signIn = (context: Context) =>
  rpc(gatewayOnly, async (request: wire.SignInRequest, call): Promise<wire.SignInResponse> => {
    const { users, sessions, clock } = context;
    const { normalized } = readEmail(request.email);
    const ip = request.ip || call.ip;
    const user = await users.findOne({ 'state.emailNormalized': normalized });
    const counted = atTheDoor(context, { emailNormalized: normalized, user, ip });
    await provePassword(context, { user, password: request.password, counted });
    const { id, state } = mustBeOpen(user);

    const at = clock.now();
    const sessionSecret = newSecret();
    const userAgent = (request.userAgent || call.userAgent).slice(0, 256);
    const born = { userId: id as UserId, secretHash: hashOf(sessionSecret), generation: state.sessionGeneration };
    const session = await sessions.change(
      sessions.unborn(newId('ses', at)),
      (unborn) => openSession(unborn, { ...born, ip: ip.slice(0, 64), userAgent, at }),
      { at, ...by(call), actor: { type: 'user', id, ip } },
    );
    return { sessionSecret, session: toSession(session, true), user: toUser(mustBeOpen(user)) };
  });

/**
 * Only who has proved the password learns more about the account. One that waits for its proof has no password yet and
 * is refused as a wrong password is: who signs up with an address and then signs in must not learn whether it was known.
 */
function mustBeOpen(user: Saved<User> | undefined): Saved<User> {
  if (user?.state.status === 'suspended') throw refuse('USER_SUSPENDED');
  if (user?.state.status !== 'active') throw refuse('CREDENTIALS_INVALID');
  return user;
}
