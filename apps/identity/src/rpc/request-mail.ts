import type { Call } from '@platform/grpc';
import type { Context } from '../context.ts';
import { readEmail } from '../domain/email.ts';
import type { MailedProof, User, UserEvent } from '../domain/user.ts';
import { type MailPurpose, mailProof } from '../secrets.ts';
import { by } from './request.ts';

type Decide = (user: User, mailedProof: MailedProof, at: Date) => readonly UserEvent[];

/** Sends a mail with a secret, if this address is owed one. The answer does not tell. Raises EMAIL_INVALID. */
export async function requestMail(context: Context, given: string, purpose: MailPurpose, decide: Decide, call: Call) {
  const { users, mailKeys, clock, evenly } = context;
  const { normalized } = readEmail(given);
  await evenly(async () => {
    const at = clock.now();
    const known = await users.findOne({ 'state.emailNormalized': normalized });
    if (!known) return;
    const mailedProof = mailProof(mailKeys, purpose, known.id, at);
    await users.change(known.id, (user) => decide(user, mailedProof, at), { at, ...by(call) });
  });
}
