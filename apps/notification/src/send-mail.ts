import type { Saved } from '@platform/mongo';
import { CannotOpen, open, seal } from '@platform/sealed';
import type { Context } from './context.ts';
import { awaitContact } from './domain/await-contact.ts';
import { claimMail, giveUp, isDue } from './domain/claim-mail.ts';
import { idempotencyKeyOf, type Notification } from './domain/notification.ts';
import { settleMail } from './domain/settle-mail.ts';
import { hint } from './hint.ts';
import { renderMail } from './mail/render.ts';
import type { WireMail } from './provider.ts';
import { mailSettled } from './telemetry.ts';

const sealedUnder = (id: string): string => `mail/${id}`;

/**
 * Sends a mail if it is due: claim it, hand it over, record what came of it. Whatever breaks in between is repeated with
 * the same bytes under the same key, so the mail arrives once.
 */
export async function sendMail(context: Context, notificationId: string): Promise<void> {
  const { notifications, clock } = context;
  const found = await notifications.find(notificationId);
  if (!found || !isDue(found.state, clock.now())) return;
  const addressee = await addresseeOf(context, found.state);
  if (addressee === undefined) {
    const waited = await notifications.change(found, (mail) => awaitContact(mail, clock.now()));
    if (waited.events.some(({ type }) => type === 'NotificationFailed')) mailSettled(context.log, waited);
    else await hint(context, waited);
    return;
  }
  const sealedMail = found.state.sealedMail ?? (await prepared(context, found, addressee));
  if (!sealedMail) return;
  const claimed = await notifications.change(found, (mail) =>
    claimMail(mail, { to: addressee.to, sealedMail, at: clock.now() }),
  );
  if (claimed.events.some(({ type }) => type === 'NotificationClaimed')) await handOver(context, claimed);
  else if (claimed.events.length > 0) mailSettled(context.log, claimed);
}

interface Addressee {
  readonly to: string;
  readonly name: string;
}

/** The event that caused the mail may say whom it is for; otherwise the user's contact does, once it is known. */
async function addresseeOf({ contacts }: Context, { to, name, userId }: Notification): Promise<Addressee | undefined> {
  if (to !== '') return { to, name };
  const contact = await contacts.find(userId);
  return contact && { to: contact.state.email, name: contact.state.name };
}

/** The bytes of a first attempt. A secret that does not open fails the mail, for all to see. */
async function prepared(context: Context, found: Saved<Notification>, { to, name }: Addressee) {
  const { keys, links, from, notifications, clock, log } = context;
  const { template, vars, sealedSecret, userId } = found.state;
  if (!template) return undefined;
  try {
    const secret = sealedSecret ? open(keys, sealedSecret, `${template}/${userId}`).toString() : '';
    const rendered = await renderMail(template, { name, vars, secret, links });
    const mail: WireMail = { from, to, ...rendered };
    return seal(keys, JSON.stringify(mail), sealedUnder(found.id));
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    const problem = 'SECRET_UNREADABLE: it is sealed under another key';
    mailSettled(log, await notifications.change(found, (mail) => giveUp(mail, problem, clock.now())));
    return undefined;
  }
}

async function handOver(context: Context, claimed: Saved<Notification>): Promise<void> {
  const { keys, provider, notifications, clock, firstWaitMs, log } = context;
  const { id, state } = claimed;
  if (!state.sealedMail) return;
  const mail: WireMail = JSON.parse(open(keys, state.sealedMail, sealedUnder(id)).toString());
  const outcome = await provider.send(mail, idempotencyKeyOf(state));
  const settled = await notifications.change(claimed, (current) =>
    settleMail(current, { outcome, attempt: state.attempts, firstWaitMs, chance: Math.random(), at: clock.now() }),
  );
  mailSettled(log, settled);
  if (settled.state.status === 'queued') await hint(context, settled);
}
