import { SECOND } from '@platform/kernel';
import { below, type Saved } from '@platform/mongo';
import { counter, gauge, type Logger } from '@platform/telemetry';
import type { Context } from './context.ts';
import { type Notification, templateNames } from './domain/notification.ts';

const mails = counter('mails_total', 'Mails by template and by what came of an attempt to send them.');
// Told from the start: of a count that comes up at 1 nobody sees that it grew.
for (const template of templateNames) mails.add(0, { template, status: 'failed' });

/** What came of an attempt: sent, failed, or queued again. Addresses stay out of the log. */
export function mailSettled(log: Logger, { id, state }: Saved<Notification>): void {
  const { template, status, attempts, lastProblem } = state;
  mails.add(1, { template: template ?? '', status });
  const fields = { notificationId: id, template, status, attempts, ...(lastProblem && { problem: lastProblem }) };
  if (status === 'failed') log.error(fields, 'mail settled');
  else log.info(fields, 'mail settled');
}

type Owed = Pick<Context, 'notifications' | 'clock'>;

/** For how long the oldest mail is due that nobody sends; 0 when none is. A mail that waits for its next attempt is not due. */
export async function oldestDueSeconds({ notifications, clock }: Owed): Promise<number> {
  const now = clock.now();
  const [oldest] = await notifications.list({ 'state.dueAt': below(now) }, { sort: { 'state.dueAt': 1 }, limit: 1 });
  return secondsBetween(oldest?.state.dueAt, now);
}

/** For how long the oldest mail waits for the address of its user; 0 when none does. It is not due meanwhile. */
export async function oldestUnaddressedSeconds({ notifications, clock }: Owed): Promise<number> {
  const waiting = { 'state.awaitsContact': true };
  const [oldest] = await notifications.list(waiting, { sort: { 'state.queuedAt': 1 }, limit: 1 });
  return secondsBetween(oldest?.state.queuedAt, clock.now());
}

const secondsBetween = (since: Date | undefined, now: Date): number =>
  since ? (now.getTime() - since.getTime()) / SECOND : 0;

/** Tells both, from where mails are owed: also when Redis is lost or no job runs. Gives the function that ends it. */
export function watchOwed(owed: Owed): () => void {
  const unwatch = [
    gauge('mails_oldest_due_seconds', 'For how long the oldest mail is due and not sent.', () =>
      oldestDueSeconds(owed),
    ),
    gauge('mails_oldest_unaddressed_seconds', 'For how long the oldest mail waits for the address of its user.', () =>
      oldestUnaddressedSeconds(owed),
    ),
  ];
  return () => {
    for (const end of unwatch) end();
  };
}
