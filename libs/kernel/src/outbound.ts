/**
 * What a service owes others after a commit: a row of its outbox. `channel` says who delivers it:
 * `kafka` (an event, in order per aggregate) or `facts` (pushed to activation before the caller is answered).
 */
export interface Outbound<Channel extends 'kafka' | 'facts' = 'kafka' | 'facts'> {
  readonly channel: Channel;
  /** Kafka topic; for facts the kind of fact. */
  readonly topic: string;
  /** Kafka key: the workspace id (user id for identity). */
  readonly key: string;
  /** Full protobuf message name. */
  readonly type: string;
  /** Unique; the event id of a `kafka` row. */
  readonly id: string;
  readonly value: Uint8Array;
}
