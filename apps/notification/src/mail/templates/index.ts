import type { TemplateName } from '../../domain/notification.ts';
import type { Template } from '../template.ts';
import { accountExists } from './account-exists.tsx';
import { accountLocked } from './account-locked.tsx';
import { passwordChanged } from './password-changed.tsx';
import { resetPassword } from './reset-password.tsx';
import { tokenReset } from './token-reset.tsx';
import { trialStarted } from './trial-started.tsx';
import { verifyEmail } from './verify-email.tsx';
import { welcome } from './welcome.tsx';

/** Every mail there is. */
export const templates: Readonly<Record<TemplateName, Template>> = {
  'verify-email': verifyEmail,
  'account-exists': accountExists,
  'reset-password': resetPassword,
  'password-changed': passwordChanged,
  'account-locked': accountLocked,
  welcome,
  'trial-started': trialStarted,
  'token-reset': tokenReset,
};
