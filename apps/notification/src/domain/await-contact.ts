import { after, DAY, SECOND } from '@platform/kernel';
import type { Notification, NotificationEvent } from './notification.ts';

const PATIENCE = 3 * DAY;
const LOOK_AGAIN = 30 * SECOND;

/** The address is not known yet: the mail waits for it, for three days. This is no attempt. */
export function awaitContact(mail: Notification, at: Date): readonly NotificationEvent[] {
  if (mail.status !== 'queued' || mail.to !== '') return [];
  if (at.getTime() - mail.queuedAt.getTime() >= PATIENCE) {
    return [{ type: 'NotificationFailed', data: { problem: 'CONTACT_UNKNOWN: nobody told the address', at } }];
  }
  return [{ type: 'NotificationAwaitsContact', data: { dueAt: after(at, LOOK_AGAIN) } }];
}

/** The address has become known: the mail is due now. */
export const contactKnown = (mail: Notification, at: Date): readonly NotificationEvent[] =>
  mail.status === 'queued' && mail.awaitsContact ? [{ type: 'NotificationAwaitsContact', data: { dueAt: at } }] : [];
