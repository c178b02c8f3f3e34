/** The part of a logger that this library uses; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A row of the outbox: what a service owes others after a commit. */
export interface OutboxRow {
  readonly _id: string;
  readonly channel: 'kafka' | 'facts';
  readonly topic: string;
  /** Kafka key. */
  readonly key: string;
  /** Rows of one aggregate leave in the order of `sequence`. */
  readonly aggregate: string;
  readonly sequence: number;
  readonly type: string;
  readonly value: Uint8Array;
  readonly traceparent: string;
  readonly created_at: Date;
}

export type Channel = OutboxRow['channel'];

/** What the relay needs of an outbox; `mongo.outbox` fits. */
export interface Outbox {
  /** Unsent rows of a channel, in the order in which they were committed per aggregate. */
  unsent(channel: Channel, limit: number): Promise<readonly OutboxRow[]>;
  markSent(ids: readonly string[]): Promise<void>;
  /** When the oldest unsent row of a channel was written. */
  oldestUnsent(channel: Channel): Promise<Date | undefined>;
  /** Takes or renews the lease of a channel; false when another holder has it. */
  lease(channel: Channel, holder: string, milliseconds: number): Promise<boolean>;
  /** Gives the lease back, so that the next holder need not wait for its end. */
  release(channel: Channel, holder: string): Promise<void>;
}

/** What the relay needs of a database; a `Mongo` fits. */
export interface OutboxHome {
  readonly outbox: Outbox;
  /** Calls back after each commit that wrote outbox rows. Returns how to stop that. */
  onCommit(nudge: () => void): () => void;
}

/** The least that a decoded event says about itself. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly traceparent: string;
}

/** One per event type. The key of the map says which type the handler is given. */
export type Handlers = Readonly<Record<string, ((event: never) => Promise<void>) | undefined>>;
