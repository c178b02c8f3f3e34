import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { commit } from '@platform/mongo';
import type { Context } from '../context.ts';
import { changePassword as decide } from '../domain/change-password.ts';
import { mustBeStrong } from '../domain/password-policy.ts';
import { endSessions, tellOthers } from '../end-sessions.ts';
import { inSession, provePassword } from '../prove-password.ts';
import { by, sessionOf } from './request.ts';
import { signedInUser } from './signed-in-user.ts';

/** Sets a new password and ends every other session. Raises CREDENTIALS_INVALID, ACCOUNT_LOCKED or PASSWORD_TOO_WEAK. */
export const changePassword = (context: Context) =>
  rpc('user', async (request: wire.ChangePasswordRequest, call): Promise<wire.ChangePasswordResponse> => {
    const { mongo, passwords, confirm, clock } = context;
    const keep = sessionOf(call);
    const user = await signedInUser(context, call.caller.userId);
    mustBeStrong(request.newPassword, user.state, 'new_password');
    const { passwordHash: provedHash } = user.state;
    await provePassword(context, { user, password: request.oldPassword, counted: inSession(context, keep) });

    const passwordHash = await passwords.hash(request.newPassword);
    const at = clock.now();
    const ending = { userId: user.id, why: 'password_changed', at } as const;
    const { steps } = await endSessions(context, {
      ...{ ...ending, keep },
      decide: (state) => decide(state, { provedHash, passwordHash, at }),
    });
    const changes = await commit(mongo, steps, { at, ...by(call) });
    tellOthers(context, ending, by(call));
    await confirm(changes.flatMap(({ owed }) => owed));
    return {};
  });
