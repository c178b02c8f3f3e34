import { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { Outbound } from '@platform/kernel';
import { Event } from './gen/platform/v1/event.ts';
import { codecOf, type EventData, type EventType, type Topic, topicsOf } from './topics.ts';

/** Everything about an event but its data. */
export interface EventContext {
  readonly id: string;
  /** The service, e.g. `token`. */
  readonly source: string;
  /** Id of the aggregate that changed. */
  readonly subject: string;
  readonly time: Date;
  /** Version of the aggregate after the event. */
  readonly sequence: number;
  /** Kafka key: workspace id, or user id for identity. */
  readonly key: string;
  readonly workspaceId?: string;
  readonly actor?: {
    readonly type: 'user' | 'service' | 'system' | 'emulator';
    readonly id: string;
    readonly ip?: string;
  };
  readonly causationId?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
}

/** An event as a listener receives it. */
export interface Received<T extends EventType = EventType> {
  readonly id: string;
  readonly type: T;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly sequence: number;
  readonly workspaceId: string;
  readonly actor: { readonly type: string; readonly id: string; readonly ip: string } | undefined;
  readonly causationId: string;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly data: EventData<T>;
}

/** The outbox row that publishes an event: CloudEvents 1.0 attributes around the encoded message. */
export function packEvent<T extends EventType>(type: T, data: EventData<T>, context: EventContext): Outbound<'kafka'> {
  const known = codecOf(type);
  if (!known) throw new TypeError(`${type} is on no topic`);
  const event = Event.fromPartial({
    id: context.id,
    source: `/${context.source}`,
    specversion: '1.0',
    type,
    subject: context.subject,
    time: context.time,
    dataschema: `proto/${type}`,
    traceparent: context.traceparent ?? '',
    workspaceId: context.workspaceId ?? '',
    actor: {
      type: context.actor?.type ?? 'system',
      id: context.actor?.id ?? context.source,
      ip: context.actor?.ip ?? '',
    },
    causationId: context.causationId ?? '',
    correlationId: context.correlationId ?? context.causationId ?? context.id,
    sequence: BigInt(context.sequence),
    // What an older version has kept may lack a field, whatever its type says: it is empty then, not the word "undefined".
    data: Buffer.from(written((writer) => known.codec.encode(known.codec.fromPartial(data as object), writer))),
  });
  const value = written((writer) => Event.encode(event, writer));
  return { channel: 'kafka', topic: known.topic, key: context.key, type, id: context.id, value };
}

/** One writer for all events: a new one grows in four steps to the size of an event, each time in memory of its own. */
const shared = new BinaryWriter();

/** A copy of what is written. What a message that cannot be encoded has left is thrown away. */
function written(write: (writer: BinaryWriter) => BinaryWriter): Uint8Array {
  try {
    return write(shared).finish();
  } catch (error) {
    shared.finish();
    throw error;
  }
}

/** Reads a Kafka message. Throws a TypeError when it is garbage or of a type that the topic does not carry. */
export function unpackEvent(topic: Topic | string, value: Uint8Array): Received {
  const event = Event.decode(value);
  if (event.specversion !== '1.0')
    throw new TypeError(`an event on ${topic} has specversion ${event.specversion || '(none)'}`);
  const known = codecOf(event.type);
  if (!known || known.topic !== topic)
    throw new TypeError(`${event.type || 'an unnamed type'} does not belong on ${topic}`);
  if (!event.id || !event.time) throw new TypeError(`an event on ${topic} has no id or time`);
  return {
    id: event.id,
    type: event.type as EventType,
    source: event.source,
    subject: event.subject,
    time: event.time,
    sequence: Number(event.sequence),
    workspaceId: event.workspaceId,
    actor: event.actor,
    causationId: event.causationId,
    correlationId: event.correlationId,
    traceparent: event.traceparent,
    data: known.codec.decode(event.data) as EventData<EventType>,
  };
}

/** What a service does when it hears an event, by type. */
export type Listeners = { readonly [T in EventType]?: (event: Received<T>) => Promise<void> };

/** Gives a consumer its listeners and how to read our events: `consume({ …, ...hearing({ … }) })`. */
export const hearing = (on: Listeners) => ({ on, decode: unpackEvent, topicsOf });
