import { notification } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';
import type { Config } from '../config.ts';

/** What became of a mail, as an operator writes it. */
export const mailStatuses = { queued: 1, sending: 2, sent: 3, failed: 4 } as const;
export type MailStatus = keyof typeof mailStatuses;

export interface ListOptions {
  readonly status: MailStatus;
  readonly say: (line: string) => void;
}

export interface RetryOptions {
  /** Of the mail: `ntf_…`. */
  readonly id: string;
  readonly say: (line: string) => void;
}

/** Says all mails of a status, newest first: by their ids, never by their addresses. Raises what notification refuses. */
export const listMails = (config: Config, { status, say }: ListOptions): Promise<void> =>
  asking(config, async (mails) => {
    let count = 0;
    for (let pageToken = ''; ; ) {
      const page = await mails.listNotifications({ status: mailStatuses[status], pageSize: 100, pageToken });
      for (const mail of page.notifications) say(lineOf(mail));
      count += page.notifications.length;
      pageToken = page.nextPageToken;
      if (!pageToken) break;
    }
    say(`${status}: ${count}`);
  });

/** Has a mail that was given up tried again. Raises RESOURCE_NOT_FOUND, NOTIFICATION_NOT_FAILED. */
export const retryMail = (config: Config, { id, say }: RetryOptions): Promise<void> =>
  asking(config, async (mails) => {
    await mails.retryNotification({ notificationId: id });
    say(`${id} is due again; ops mails failed says when it fails once more`);
  });

const lineOf = ({ id, template, attempts, queuedAt, lastProblem }: notification.Notification): string => {
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return `${id} ${template}, ${tried}, queued ${queuedAt?.toISOString()}${lastProblem && `: ${lastProblem}`}`;
};

async function asking<T>(config: Config, work: (mails: ReturnType<typeof clientOf>) => Promise<T>): Promise<T> {
  const mails = clientOf(config);
  try {
    return await work(mails);
  } finally {
    mails.close();
  }
}

const clientOf = ({ NOTIFICATION_ADDRESS, CALLER_PRIVATE_KEY: privateKey }: Config) =>
  connectTo(notification.NotificationServiceService, NOTIFICATION_ADDRESS, {
    as: callerSigner({ issuer: 'operator', privateKey }),
    ...{ audience: 'notification', deadlineMs: 5_000 },
  });
