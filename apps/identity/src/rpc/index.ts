import { identity } from '@platform/contracts';
import type { Rpcs } from '@platform/grpc';
import type { Context } from '../context.ts';
import { changePassword } from './change-password.ts';
import { getMe } from './get-me.ts';
import { introspectSession } from './introspect-session.ts';
import { listSessions } from './list-sessions.ts';
import { reAuthenticate } from './re-authenticate.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resendVerification } from './resend-verification.ts';
import { resetPassword } from './reset-password.ts';
import { revokeSession } from './revoke-session.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { signUp } from './sign-up.ts';
import { updateMe } from './update-me.ts';
import { verifyEmail } from './verify-email.ts';

export const definition = identity.IdentityServiceService;

/** Everything this service answers. */
export const rpcs = (context: Context): Rpcs<typeof definition> => ({
  signUp: signUp(context),
  verifyEmail: verifyEmail(context),
  resendVerification: resendVerification(context),
  signIn: signIn(context),
  signOut: signOut(context),
  signOutEverywhere: signOutEverywhere(context),
  listSessions: listSessions(context),
  revokeSession: revokeSession(context),
  introspectSession: introspectSession(context),
  reAuthenticate: reAuthenticate(context),
  requestPasswordReset: requestPasswordReset(context),
  resetPassword: resetPassword(context),
  changePassword: changePassword(context),
  getMe: getMe(context),
  updateMe: updateMe(context),
});
