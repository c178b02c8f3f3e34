import type { IHeaders, Message } from 'kafkajs';
import { headerOf, replayFor } from './headers.ts';
import { largestLetterValueBytes } from './topics.ts';

/** Why a message was put aside. */
export type DeadReason =
  /** Not an event, of an unknown type, or of a version that we do not know. */
  | 'UNREADABLE'
  /** Without a key its place in the order of its workspace is unknown. */
  | 'KEY_MISSING'
  | 'TOO_LARGE'
  /** The handler failed on each attempt. */
  | 'HANDLER_FAILED';

export interface Death {
  readonly reason: DeadReason;
  readonly detail: string;
  /** The consumer group that gave up; '' when the sender did. */
  readonly group: string;
  readonly service: string;
  readonly attempts: number;
}

/** A message where it stood. */
export interface Stood {
  readonly topic: string;
  readonly partition?: number;
  readonly offset?: string;
  readonly key?: Message['key'];
  readonly value: Buffer | string | null;
  readonly headers?: IHeaders | undefined;
}

const mark = 'dead-';

/** The dead letter of a message: itself, and headers `dead-…` that say who gave up, why and where it stood. */
export function deadLetterOf(message: Stood, why: Death): Message {
  const bytes = message.value === null ? 0 : Buffer.byteLength(message.value);
  return {
    key: message.key ?? null,
    value: bytes > largestLetterValueBytes ? null : message.value,
    headers: {
      ...message.headers,
      'dead-reason': why.reason,
      'dead-detail': why.detail.slice(0, 1_000),
      'dead-group': why.group,
      'dead-service': why.service,
      'dead-attempts': String(why.attempts),
      'dead-topic': message.topic,
      'dead-partition': String(message.partition ?? ''),
      'dead-offset': message.offset ?? '',
      'dead-bytes': String(bytes),
      'dead-at': new Date().toISOString(),
    },
  };
}

/** What a dead letter says about itself. */
export interface DeadLetter {
  readonly id: string;
  readonly type: string;
  readonly group: string;
  readonly reason: string;
  readonly detail: string;
  readonly topic: string;
}

export const readDeadLetter = ({ headers }: { readonly headers?: IHeaders | undefined }): DeadLetter => ({
  id: headerOf(headers, 'id'),
  type: headerOf(headers, 'type'),
  group: headerOf(headers, 'dead-group'),
  reason: headerOf(headers, 'dead-reason'),
  detail: headerOf(headers, 'dead-detail'),
  topic: headerOf(headers, 'dead-topic'),
});

/** The message as it was, addressed to the group that gave up; the others have had it. */
export function revived(letter: Pick<Stood, 'key' | 'value' | 'headers'>): Message {
  const kept = Object.entries(letter.headers ?? {}).filter(([name]) => !name.startsWith(mark) && name !== replayFor);
  const group = headerOf(letter.headers, 'dead-group');
  return {
    key: letter.key ?? null,
    value: letter.value,
    headers: { ...Object.fromEntries(kept), ...(group ? { [replayFor]: group } : {}) },
  };
}
