import { onBehalf, userOf } from '../call.ts';
import { presentSession, presentUser } from '../present/account.ts';
import { bornAt, given } from '../present/wire.ts';
import type { Some } from './handler.ts';

export const auth: Some<
  | 'signUp'
  | 'verifyEmail'
  | 'resendVerification'
  | 'signIn'
  | 'signOut'
  | 'reAuthenticate'
  | 'requestPasswordReset'
  | 'resetPassword'
  | 'changePassword'
> = {
  signUp: async ({ body }, call) => {
    await call.upstream.identity.signUp(body, onBehalf(call));
  },
  verifyEmail: async ({ body }, call) => {
    const { user } = await call.upstream.identity.verifyEmail(body, onBehalf(call));
    return { user: presentUser(given(user, 'identity')) };
  },
  resendVerification: async ({ body }, call) => {
    await call.upstream.identity.resendVerification(body, onBehalf(call));
  },
  signIn: async ({ body }, call) => {
    const { ip, userAgent } = call;
    const opened = await call.upstream.identity.signIn({ ...body, ip, userAgent }, onBehalf(call));
    const session = given(opened.session, 'identity');
    call.keepSession(opened.sessionSecret, new Date(bornAt(session.expiresAt)));
    return { user: presentUser(given(opened.user, 'identity')), session: presentSession(session) };
  },
  signOut: async (_input, call) => {
    if (call.secret) await call.upstream.identity.signOut({ sessionSecret: call.secret }, onBehalf(call));
    call.dropSession();
  },
  reAuthenticate: async ({ body }, call) => {
    const { steppedUpUntil } = await call.upstream.identity.reAuthenticate(body, onBehalf(call));
    return { stepped_up_until: bornAt(steppedUpUntil) };
  },
  requestPasswordReset: async ({ body }, call) => {
    await call.upstream.identity.requestPasswordReset(body, onBehalf(call));
  },
  resetPassword: async ({ body }, call) => {
    const { secret, new_password: newPassword } = body;
    await call.upstream.identity.resetPassword({ secret, newPassword }, onBehalf(call));
  },
  changePassword: async ({ body }, call) => {
    userOf(call);
    const { old_password: oldPassword, new_password: newPassword } = body;
    await call.upstream.identity.changePassword({ oldPassword, newPassword }, onBehalf(call));
  },
};
