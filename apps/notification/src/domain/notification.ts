import { type NotificationId, neverReached } from '@platform/kernel';

/** Names of the mails that can be sent. */
export const templateNames = [
  'verify-email',
  'account-exists',
  'reset-password',
  'password-changed',
  'account-locked',
  'welcome',
  'trial-started',
  'token-reset',
] as const;

export type TemplateName = (typeof templateNames)[number];

/** One mail: what it says, to whom, and what has become of it. */
export interface Notification {
  readonly id: NotificationId;
  readonly status: 'absent' | 'queued' | 'sending' | 'sent' | 'failed';
  readonly template: TemplateName | undefined;
  readonly userId: string;
  /** Empty until it is known from the user's contact. */
  readonly to: string;
  readonly name: string;
  /** What the template needs beside name and secret. Nothing here is secret. */
  readonly vars: Readonly<Record<string, string>>;
  /** Sealed by identity in the context `<template>/<user id>`; gone once the mail was sent. */
  readonly sealedSecret: Buffer | undefined;
  /** After this the mail is worth nothing. */
  readonly expiresAt: Date | undefined;
  /** What the mail is about: the event that caused it. Part of the provider's idempotency key. */
  readonly entity: string;
  /** Counts the times that a person asked for another try; each has an idempotency key of its own. */
  readonly round: number;
  /** Attempts in this round. */
  readonly attempts: number;
  readonly firstAttemptAt: Date | undefined;
  /** The mail as it was handed to the provider, sealed: a repetition under the same key must be the same bytes. */
  readonly sealedMail: Buffer | undefined;
  /** When something has to be done next; undefined when nothing has. */
  readonly dueAt: Date | undefined;
  readonly awaitsContact: boolean;
  readonly lastProblem: string;
  readonly providerId: string;
  readonly queuedAt: Date;
  readonly sentAt: Date | undefined;
  /** The trace in which the mail was asked for. */
  readonly traceparent: string;
}

export type NotificationEvent =
  | {
      readonly type: 'NotificationQueued';
      readonly data: Pick<
        Notification,
        'userId' | 'to' | 'name' | 'vars' | 'sealedSecret' | 'expiresAt' | 'entity' | 'traceparent'
      > & { readonly template: TemplateName; readonly at: Date };
    }
  | { readonly type: 'NotificationAwaitsContact'; readonly data: { readonly dueAt: Date } }
  | {
      readonly type: 'NotificationClaimed';
      readonly data: {
        readonly to: string;
        readonly sealedMail: Buffer;
        readonly leaseUntil: Date;
        readonly at: Date;
      };
    }
  | { readonly type: 'NotificationPostponed'; readonly data: { readonly problem: string; readonly dueAt: Date } }
  | { readonly type: 'NotificationSent'; readonly data: { readonly providerId: string; readonly at: Date } }
  | { readonly type: 'NotificationFailed'; readonly data: { readonly problem: string; readonly at: Date } }
  | { readonly type: 'NotificationRetried'; readonly data: { readonly at: Date } };

export const initialNotification = (id: string): Notification => ({
  id: id as NotificationId,
  status: 'absent',
  template: undefined,
  userId: '',
  to: '',
  name: '',
  vars: {},
  sealedSecret: undefined,
  expiresAt: undefined,
  entity: '',
  round: 1,
  attempts: 0,
  firstAttemptAt: undefined,
  sealedMail: undefined,
  dueAt: undefined,
  awaitsContact: false,
  lastProblem: '',
  providerId: '',
  queuedAt: new Date(0),
  sentAt: undefined,
  traceparent: '',
});

export function evolveNotification(mail: Notification, event: NotificationEvent): Notification {
  switch (event.type) {
    case 'NotificationQueued': {
      const { at, ...given } = event.data;
      return { ...mail, ...given, status: 'queued', queuedAt: at, dueAt: at };
    }
    case 'NotificationAwaitsContact': {
      const lastProblem = 'CONTACT_UNKNOWN: it waits for the address';
      return { ...mail, awaitsContact: true, lastProblem, dueAt: event.data.dueAt };
    }
    case 'NotificationClaimed': {
      const { to, sealedMail, leaseUntil, at } = event.data;
      const counted = { attempts: mail.attempts + 1, firstAttemptAt: mail.firstAttemptAt ?? at };
      const known = { to, awaitsContact: false, lastProblem: mail.awaitsContact ? '' : mail.lastProblem };
      return { ...mail, ...counted, ...known, status: 'sending', sealedMail, dueAt: leaseUntil };
    }
    case 'NotificationPostponed':
      return { ...mail, status: 'queued', lastProblem: event.data.problem, dueAt: event.data.dueAt };
    case 'NotificationSent': {
      const { providerId, at } = event.data;
      const done = { dueAt: undefined, lastProblem: '', sealedMail: undefined, sealedSecret: undefined };
      return { ...mail, ...done, status: 'sent', providerId, sentAt: at };
    }
    case 'NotificationFailed': {
      const over = { dueAt: undefined, awaitsContact: false, sealedMail: undefined };
      return { ...mail, ...over, status: 'failed', lastProblem: event.data.problem };
    }
    case 'NotificationRetried': {
      const anew = { round: mail.round + 1, attempts: 0, firstAttemptAt: undefined, queuedAt: event.data.at };
      return { ...mail, ...anew, status: 'queued', dueAt: event.data.at };
    }
    default:
      return neverReached(event);
  }
}

/** `<template>/<entity>/<n>` (contract §5.6). */
export const idempotencyKeyOf = ({ template, entity, round }: Notification): string => `${template}/${entity}/${round}`;
