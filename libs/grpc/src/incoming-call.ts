import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { Metadata, type ServerUnaryCall } from '@grpc/grpc-js';
import { newId, refuse } from '@platform/kernel';
import type { Call } from './call.ts';
import { anonymous, type Caller } from './caller.ts';
import { replayedKey, requestIdKey } from './errors.ts';
import { text } from './metadata.ts';

const longestKey = 255;
const plainId = /^[\w.-]{1,64}$/;
const language = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*/;

/** Everything is read when it is asked for: most calls need little of it. */
export class IncomingCall implements Call {
  readonly now = new Date();
  readonly #call: ServerUnaryCall<Buffer, Buffer>;
  #caller: Caller = anonymous;
  #requestId: string | undefined;
  #abort: AbortController | undefined;
  #over = false;
  #trailer: Metadata | undefined;

  constructor(call: ServerUnaryCall<Buffer, Buffer>) {
    this.#call = call;
  }

  get caller(): Caller {
    return this.#caller;
  }

  /** From now on the call is known to come from this caller. */
  isFrom(caller: Caller): void {
    this.#caller = caller;
  }

  get requestId(): string {
    if (this.#requestId === undefined) {
      const given = text(this.#call.metadata, requestIdKey);
      this.#requestId = plainId.test(given) ? given : newId('req', this.now);
    }
    return this.#requestId;
  }

  get idempotencyKey(): string | undefined {
    const given = text(this.#call.metadata, 'idempotency_key');
    if (given.length <= longestKey) return given || undefined;
    const detail = `Give at most ${longestKey} characters.`;
    throw refuse('VALIDATION_FAILED', { fields: [{ field: 'idempotency_key', reason: 'TOO_LONG', detail }] });
  }

  sayReplayed(): void {
    this.#trailer ??= new Metadata();
    this.#trailer.set(replayedKey, 'true');
  }

  /** What goes with the answer; undefined for most calls. */
  get trailer(): Metadata | undefined {
    return this.#trailer;
  }

  get requestHash(): string {
    return createHash('sha256').update(this.#call.request).digest('base64url');
  }

  get validateOnly(): boolean {
    return text(this.#call.metadata, 'validate_only') === 'true';
  }

  get locale(): string {
    return language.exec(text(this.#call.metadata, 'accept-language'))?.[0] ?? 'en';
  }

  get ip(): string {
    const told = this.#vouched('x-client-ip');
    return isIP(told) ? told : this.#call.getPeer().replace(/:\d+$/, '');
  }

  get userAgent(): string {
    return (this.#vouched('x-client-user-agent') || text(this.#call.metadata, 'user-agent')).slice(0, 256);
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      this.#abort = abort;
      if (this.#over || this.#call.cancelled) abort.abort();
      else this.#call.once('cancelled', () => abort.abort());
    }
    return this.#abort.signal;
  }

  /** It has been answered, well or badly: whoever still works on it is told, and no second answer is taken. */
  end(): void {
    this.#over = true;
    this.#abort?.abort();
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** What is said about the person is believed from our services only. */
  #vouched(key: string): string {
    return this.#caller.kind === 'anonymous' ? '' : text(this.#call.metadata, key);
  }
}
