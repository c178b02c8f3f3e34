import { neverReached } from '@platform/kernel';
import { mayBeMailed } from './mail-allowance.ts';
import { requestPasswordChoice } from './request-password-choice.ts';
import type { MailedProofs, User, UserEvent } from './user.ts';

export interface SignUp {
  readonly email: string;
  readonly emailNormalized: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly mailedProofs: MailedProofs;
  readonly locale: string;
  readonly at: Date;
}

/**
 * Begins an account (S-1, S-4). A further sign-up for a pending account makes the earlier ones void, and the mail lets its
 * reader choose the password; the owner of an active account is told by mail that somebody tried. The caller is answered
 * the same in every case.
 */
export function signUp(user: User, command: SignUp): readonly UserEvent[] {
  const { mailedProofs, at, ...person } = command;
  switch (user.status) {
    case 'absent':
      return [{ type: 'UserSignedUp', data: { ...person, ...mailedProofs.verification, at } }];
    case 'pending':
      return requestPasswordChoice(user, { name: command.name, mailedProof: mailedProofs.reset, at });
    case 'active':
      return mayBeMailed(user, 'notice', at) ? [{ type: 'UserSignUpRepeated', data: { at } }] : [];
    case 'suspended':
      return [];
    default:
      return neverReached(user.status);
  }
}
