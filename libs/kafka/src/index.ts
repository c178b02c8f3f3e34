import type { Kafka } from 'kafkajs';
import type { Channel, Handlers, Heard, Log, OutboxHome, OutboxRow } from './types.ts';

export type { Kafka } from 'kafkajs';
export type * from './types.ts';

// Signatures first; the bodies move into files of their own.
export declare function kafkaClient(options: { brokers: readonly string[]; clientId: string; log: Log }): Kafka;
export declare function ensureTopics(
  kafka: Kafka,
  names: readonly string[],
  options?: { partitions?: number; retentionDays?: number },
): Promise<void>;

export interface Publisher {
  send(rows: readonly OutboxRow[]): Promise<void>;
  close(): Promise<void>;
}
export declare function publish(kafka: Kafka, log: Log): Publisher;

export interface Relay {
  /** Looks for unsent rows now. */
  nudge(): void;
  /** Resolves when every row that was committed before the call has been delivered. */
  settle(): Promise<void>;
  stop(): Promise<void>;
  oldestUnsentAgeSeconds(): Promise<number>;
}
export declare function startRelay(options: {
  mongo: OutboxHome;
  /** Names this process among the replicas of a service; must be unique per process. */
  owner: string;
  deliver: { readonly [C in Channel]?: (rows: readonly OutboxRow[]) => Promise<void> };
  log: Log;
}): Relay;

export interface Ears {
  /** Resolves when everything published before the call has been handled (or put aside). */
  settle(): Promise<void>;
  stop(): Promise<void>;
  /** Assigned and polling. */
  healthy(): boolean;
}
/** `consume({ kafka, group, service, log, ...hearing({ 'workspace.v1.MemberJoined': onMemberJoined(context) }) })` */
export declare function consume(options: {
  kafka: Kafka;
  /** `<service>.<purpose>` */
  group: string;
  service: string;
  decode: (topic: string, value: Uint8Array) => Heard;
  on: Handlers;
  topicsOf: (types: readonly string[]) => readonly string[];
  log: Log;
}): Promise<Ears>;

export declare function replayDeadLetters(options: {
  kafka: Kafka;
  topic: string;
  filter?: (letter: { id: string; group: string; reason: string; type: string }) => boolean;
  log: Log;
}): Promise<{ replayed: number; kept: number }>;
