import { mayBeMailed } from './mail-allowance.ts';
import type { MailedProof, User, UserEvent } from './user.ts';

export interface SignUp {
  readonly email: string;
  readonly emailNormalized: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly mailedProof: MailedProof;
  readonly locale: string;
  readonly at: Date;
}

/**
 * Begins an account (S-1, S-4). A pending account gets a further proof with the name and password of this sign-up; the
 * owner of an active account is told by mail that somebody tried. The caller is answered the same in every case.
 */
export function signUp(user: User, command: SignUp): readonly UserEvent[] {
  const { mailedProof, at, ...person } = command;
  if (user.status === 'absent') return [{ type: 'UserSignedUp', data: { ...person, ...mailedProof, at } }];
  if (user.status === 'suspended' || !mayBeMailed(user, at)) return [];
  if (user.status === 'active') return [{ type: 'UserSignUpRepeated', data: { at } }];
  const { name, passwordHash } = command;
  return [{ type: 'UserVerificationRequested', data: { ...mailedProof, name, passwordHash, at } }];
}
