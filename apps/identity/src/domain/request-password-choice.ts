import { mayBeMailed } from './mail-allowance.ts';
import type { MailedProof, User, UserEvent } from './user.ts';

interface RequestPasswordChoice {
  readonly name: string;
  readonly mailedProof: MailedProof;
  readonly at: Date;
}

/**
 * Two people may have signed up with one address, and nobody can tell which of them reads its mails. So all sign-ups are
 * void, with every link that was mailed for them, and the mail lets its reader choose the password.
 */
export function requestPasswordChoice(
  user: User,
  { name, mailedProof, at }: RequestPasswordChoice,
): readonly UserEvent[] {
  if (!mayBeMailed(user, 'choice', at)) return [];
  return [{ type: 'UserPasswordChoiceRequested', data: { ...mailedProof, name, at } }];
}
