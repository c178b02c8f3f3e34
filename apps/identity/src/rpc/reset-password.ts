import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { commit } from '@platform/mongo';
import type { Context } from '../context.ts';
import { forgiveAttempts } from '../domain/attempt-guard.ts';
import { mustBeStrong } from '../domain/password-policy.ts';
import { resetPassword as decide } from '../domain/reset-password.ts';
import { endSessions, tellOthers } from '../end-sessions.ts';
import { accountGuard } from '../prove-password.ts';
import { hashOf } from '../secrets.ts';
import { by, gatewayOnly } from './request.ts';

/**
 * Sets a new password, ends every session and lifts a lock.
 * Raises VERIFICATION_TOKEN_INVALID, VERIFICATION_TOKEN_EXPIRED, PASSWORD_TOO_WEAK or USER_SUSPENDED.
 */
export const resetPassword = (context: Context) =>
  rpc(gatewayOnly, async (request: wire.ResetPasswordRequest, call): Promise<wire.ResetPasswordResponse> => {
    const { mongo, users, guards, passwords, confirm, clock } = context;
    const at = clock.now();
    const secretHash = hashOf(request.secret);
    const found = await users.findOne({ 'state.reset.hash': secretHash });
    if (!found) throw refuse('VERIFICATION_TOKEN_INVALID');
    decide(found.state, { secretHash, passwordHash: '', at }); // refuses before anything is hashed
    mustBeStrong(request.newPassword, found.state, 'new_password');

    const passwordHash = await passwords.hash(request.newPassword);
    const ending = { userId: found.id, why: 'password_changed', at } as const;
    const { steps } = await endSessions(context, {
      ...ending,
      decide: (user) => decide(user, { secretHash, passwordHash, at }),
    });
    const unlock = guards.step(accountGuard(found.state.emailNormalized), (guard) => forgiveAttempts(guard, at));
    const actor = { type: 'user', id: found.id, ip: call.ip } as const;
    const changes = await commit(mongo, [...steps, unlock], { at, ...by(call), actor });
    tellOthers(context, ending, { ...by(call), actor });
    await confirm(changes.flatMap(({ owed }) => owed));
    return {};
  });
