import type { Mongo, Outbox, OutboxRow } from '@platform/mongo';

export type { Channel, OutboxRow } from '@platform/mongo';

/** The part of a logger that this library uses; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the relay needs of an outbox. */
export type OwedRows = Pick<Outbox, 'unsent' | 'unsentAmong' | 'markSent' | 'oldestUnsent' | 'lease' | 'release'>;

/** Brings rows to where they belong. Raises when some may not have arrived: Undelivered names them, else it is all of them. */
export type Deliver = (rows: readonly OutboxRow[]) => Promise<void>;

/** What the relay needs of a database; a `Mongo` fits. */
export interface OutboxHome {
  readonly outbox: OwedRows;
  readonly onCommit: Mongo['onCommit'];
}

/** The least that a decoded event says about itself. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly traceparent: string;
}

/** One per event type. The key of the map says which type the handler is given. */
export type Handlers = Readonly<Record<string, ((event: never) => Promise<void>) | undefined>>;
