import type { Call } from '@platform/grpc';
import type { Context } from '../context.ts';
import { readEmail } from '../domain/email.ts';
import type { MailedProofs, User, UserEvent } from '../domain/user.ts';
import { mailProofs } from '../secrets.ts';
import { by } from './request.ts';

type Decide = (user: User, mailedProofs: MailedProofs, at: Date) => readonly UserEvent[];

/** Sends a mail with a secret, if this address is owed one. The answer does not tell. Raises EMAIL_INVALID. */
export async function requestMail(context: Context, given: string, decide: Decide, call: Call) {
  const { users, mailKeys, clock, evenly } = context;
  const { normalized } = readEmail(given);
  await evenly(async () => {
    const at = clock.now();
    const known = await users.findOne({ 'state.emailNormalized': normalized });
    if (!known) return;
    const mailedProofs = mailProofs(mailKeys, known.id, at);
    await users.change(known.id, (user) => decide(user, mailedProofs, at), { at, ...by(call) });
  });
}
