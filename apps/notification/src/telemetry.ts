import type { Saved } from '@platform/mongo';
import { counter, type Logger } from '@platform/telemetry';
import type { Notification } from './domain/notification.ts';

const mails = counter('mails_total', 'Mails by template and by what came of an attempt to send them.');

/** What came of an attempt: sent, failed, or queued again. Addresses stay out of the log. */
export function mailSettled(log: Logger, { id, state }: Saved<Notification>): void {
  const { template, status, attempts, lastProblem } = state;
  mails.add(1, { template: template ?? '', status });
  const fields = { notificationId: id, template, status, attempts, ...(lastProblem && { problem: lastProblem }) };
  if (status === 'failed') log.error(fields, 'mail settled');
  else log.info(fields, 'mail settled');
}
