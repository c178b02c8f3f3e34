import { notification as wire } from '@platform/contracts';
import type { Saved } from '@platform/mongo';
import type { Notification } from './domain/notification.ts';

const statuses = {
  absent: wire.NotificationStatus.UNSPECIFIED,
  queued: wire.NotificationStatus.QUEUED,
  sending: wire.NotificationStatus.SENDING,
  sent: wire.NotificationStatus.SENT,
  failed: wire.NotificationStatus.FAILED,
} as const satisfies Record<Notification['status'], wire.NotificationStatus>;

/** What may be said of a mail: never its bytes, nor a secret that it carries. */
export function toNotification({ id, state }: Saved<Notification>): wire.Notification {
  const { template, to, status, attempts, lastProblem, providerId, queuedAt, sentAt } = state;
  return {
    id,
    template: template ?? '',
    to,
    status: statuses[status],
    attempts,
    lastProblem,
    providerId,
    queuedAt,
    sentAt,
  };
}

/** The status to filter by; undefined for all. */
export const fromStatus = (asked: wire.NotificationStatus): Notification['status'] | undefined => {
  const found = Object.entries(statuses).find(([, status]) => status === asked && asked !== 0);
  return found?.[0] as Notification['status'] | undefined;
};
