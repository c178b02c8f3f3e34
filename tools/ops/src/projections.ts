/** State that a service has only from what it heard, so that it can be made anew by hearing everything again. */
export interface Projection {
  readonly database: string;
  readonly collection: string;
  /** The consumer group that fills it. */
  readonly group: string;
  /** Set: the events were noted as processed by this consumer, and must be forgotten as such. */
  readonly consumer?: string;
  readonly says: string;
}

/**
 * identity, token and activation have none. Seats of licensing and profiles of workspace-membership are parts of aggregates
 * that hold more than what was heard: they are restored, not rebuilt.
 */
export const projections: Readonly<Record<string, Projection>> = {
  'legacy-owners': {
    database: 'legacy-migration',
    collection: 'owners',
    group: 'legacy-migration.stages',
    says: 'what is known of the owners of legacy keys; the stages of their keys follow from it',
  },
  'notification-contacts': {
    database: 'notification',
    collection: 'contacts',
    group: 'notification.mails',
    consumer: 'notification.mails',
    says: 'how users are reached; a mail that was owed once is not owed again',
  },
};
