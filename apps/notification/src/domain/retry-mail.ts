import { refuse } from '@platform/kernel';
import type { Notification, NotificationEvent } from './notification.ts';

/** Tries a failed mail again under a new idempotency key. Raises NOTIFICATION_NOT_FAILED{state}. */
export function retryMail(mail: Notification, at: Date): readonly NotificationEvent[] {
  if (mail.status !== 'failed') throw refuse('NOTIFICATION_NOT_FAILED', { metadata: { state: mail.status } });
  return [{ type: 'NotificationRetried', data: { at } }];
}
