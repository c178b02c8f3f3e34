import type { EventType, Received } from '@platform/contracts';
import { after, DAY, newId } from '@platform/kernel';
import { commit } from '@platform/mongo';
import { asPartOf } from '@platform/telemetry';
import type { Context } from '../context.ts';
import { contactKnown } from '../domain/await-contact.ts';
import { learnContact } from '../domain/contact.ts';
import { type QueueMail, queueMail } from '../domain/queue-mail.ts';
import { hint } from '../hint.ts';

export const consumer = 'notification.mails';
/** Mails that offer nothing that runs out are worth sending for so long: a replay of old events sends none. */
const WORTH_SENDING = 3 * DAY;

type AnyEvent = Received<EventType>;
export type Mail = Pick<QueueMail, 'template' | 'vars' | 'sealedSecret' | 'expiresAt'>;

interface User {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/** The mail that an event causes, to whom the event names; without an address, to the contact of the user. */
export async function owe(context: Context, event: AnyEvent, user: Partial<User>, mail: Mail): Promise<void> {
  const change = await context.notifications.change(...oweing(context, event, user, mail), causedBy(event));
  if (change.events.length > 0) await hint(context, change);
}

/** As `owe`, for an event of the user's own: it also says how to reach the user from now on. */
export async function oweAndLearn(context: Context, event: AnyEvent, user: User, mail: Mail): Promise<void> {
  const { mongo, notifications } = context;
  const steps = [learning(context, event, user), notifications.step(...oweing(context, event, user, mail))] as const;
  const [contact, change] = await commit(mongo, steps, causedBy(event));
  if (change.events.length > 0) await hint(context, change);
  if (contact.events.length > 0 && contact.version === 1) await wake(context, user.userId);
}

/** Only learns how to reach a user. */
export async function learn(context: Context, event: AnyEvent, user: User): Promise<void> {
  const [contact] = await commit(context.mongo, [learning(context, event, user)], causedBy(event));
  if (contact.version === 1) await wake(context, user.userId);
}

const learning = ({ contacts }: Context, event: AnyEvent, { userId, email, name }: User) =>
  contacts.step(userId, (contact) => learnContact(contact, { email, name, asOf: event.sequence }));

/**
 * Committed together with its inbox row. The notification bears the event's id, so that even a replay that finds an empty
 * inbox owes nothing twice.
 */
function oweing({ notifications, clock }: Context, event: AnyEvent, user: Partial<User>, mail: Mail) {
  const { id: entity, traceparent, time } = event;
  const { userId = '', email: to, name } = user;
  const id = entity.startsWith('evt_') ? `ntf_${entity.slice('evt_'.length)}` : newId('ntf');
  const expiresAt = mail.expiresAt ?? after(time, WORTH_SENDING);
  const command: QueueMail = { ...mail, userId, to, name, expiresAt, traceparent, entity, at: clock.now() };
  return [notifications.unborn(id), (state: Parameters<typeof queueMail>[0]) => queueMail(state, command)] as const;
}

const causedBy = (event: AnyEvent) => ({
  inbox: { consumer, eventId: event.id },
  causationId: event.id,
  correlationId: event.correlationId,
});

/** Sends what waited for a user to be known. */
async function wake(context: Context, userId: string): Promise<void> {
  const { notifications, clock } = context;
  const waiting = await notifications.list({ 'state.userId': userId, 'state.awaitsContact': true });
  for (const one of waiting) {
    const mail = await notifications.change(one, (waited) => contactKnown(waited, clock.now()));
    await asPartOf(one.state.traceparent, () => hint(context, mail));
  }
}
