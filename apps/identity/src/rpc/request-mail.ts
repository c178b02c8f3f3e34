import type { Call } from '@platform/grpc';
import type { Context } from '../context.ts';
import { readEmail } from '../domain/email.ts';
import type { MailedProofs, User, UserEvent } from '../domain/user.ts';
import { evenly } from '../evenly.ts';
import { mailProofs } from '../secrets.ts';
import { by } from './request.ts';

type Decide = (user: User, mailedProofs: MailedProofs, at: Date) => readonly UserEvent[];

/** Sends a mail with a secret, if this address is owed one. The answer does not tell. Raises EMAIL_INVALID. */
export async function requestMail(context: Context, given: string, decide: Decide, call: Call) {
  const { users, mailKeys, clock } = context;
  const { normalized } = readEmail(given);
  const known = await users.findOne({ 'state.emailNormalized': normalized });
  await evenly(context, async () => {
    if (!known) return;
    const at = clock.now();
    const mailedProofs = mailProofs(mailKeys, known.id, at);
    const send = (user: User) => decide(user, mailedProofs, at);
    if (send(known.state).length === 0) return; // nothing that would have to wait for its turn
    await users.change(known, send, { at, ...by(call) });
  });
}
