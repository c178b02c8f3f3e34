import type { Notification, NotificationEvent, TemplateName } from './notification.ts';

export interface QueueMail {
  readonly template: TemplateName;
  readonly userId: string;
  /** Left out where the event does not say: the user's contact does. */
  readonly to?: string | undefined;
  readonly name?: string | undefined;
  readonly vars?: Readonly<Record<string, string>>;
  readonly sealedSecret?: Uint8Array | undefined;
  readonly expiresAt?: Date | undefined;
  readonly entity: string;
  readonly traceparent: string;
  readonly at: Date;
}

/** Owes a mail, once: the notification is named after its event, so a repetition finds it there. */
export function queueMail(mail: Notification, command: QueueMail): readonly NotificationEvent[] {
  if (mail.status !== 'absent') return [];
  const { to = '', name = '', vars = {}, sealedSecret, expiresAt, ...rest } = command;
  const sealed = sealedSecret && Buffer.from(sealedSecret);
  return [{ type: 'NotificationQueued', data: { ...rest, to, name, vars, expiresAt, sealedSecret: sealed } }];
}
