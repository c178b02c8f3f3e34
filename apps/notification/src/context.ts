import type { PageTokens } from '@platform/grpc';
import type { Queue } from '@platform/jobs';
import type { Clock } from '@platform/kernel';
import type { Mongo, Store } from '@platform/mongo';
import type { Keyring } from '@platform/sealed';
import type { Logger } from '@platform/telemetry';
import type { Contact, ContactEvent } from './domain/contact.ts';
import type { Notification, NotificationEvent } from './domain/notification.ts';
import type { Links } from './mail/links.ts';
import type { MailProvider } from './provider.ts';

/** What consumers, jobs and RPCs work with. */
export interface Context {
  readonly mongo: Mongo;
  readonly notifications: Store<Notification, NotificationEvent>;
  readonly contacts: Store<Contact, ContactEvent>;
  readonly queue: Queue;
  readonly provider: MailProvider;
  readonly keys: Keyring;
  readonly links: Links;
  readonly from: string;
  readonly firstWaitMs: number;
  readonly pages: PageTokens;
  readonly clock: Clock;
  readonly log: Logger;
}
