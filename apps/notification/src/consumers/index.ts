import type { Context } from '../context.ts';

export { consumer } from './owe.ts';

import { onDeveloperTokenReset } from './on-developer-token-reset.ts';
import { onMemberJoined } from './on-member-joined.ts';
import { onTrialStarted } from './on-trial-started.ts';
import { onUserKnown } from './on-user-known.ts';
import { onUserLocked } from './on-user-locked.ts';
import { onUserPasswordChanged } from './on-user-password-changed.ts';
import { onUserPasswordResetRequested } from './on-user-password-reset-requested.ts';
import { onUserSignUpRepeated } from './on-user-sign-up-repeated.ts';
import { onVerificationWanted } from './on-verification-wanted.ts';

/** Everything this service hears. */
export const listeners = (context: Context) => ({
  'identity.v1.UserSignedUp': onVerificationWanted(context),
  'identity.v1.UserVerificationRequested': onVerificationWanted(context),
  'identity.v1.UserSignUpRepeated': onUserSignUpRepeated(context),
  'identity.v1.UserEmailVerified': onUserKnown(context),
  'identity.v1.UserUpdated': onUserKnown(context),
  'identity.v1.UserPasswordResetRequested': onUserPasswordResetRequested(context),
  'identity.v1.UserPasswordChanged': onUserPasswordChanged(context),
  'identity.v1.UserLocked': onUserLocked(context),
  'workspace.v1.MemberJoined': onMemberJoined(context),
  'licensing.v1.TrialStarted': onTrialStarted(context),
  'token.v1.DeveloperTokenReset': onDeveloperTokenReset(context),
});
