import { createRequire } from 'node:module';

/** The fields of kafkajs' request queue that decide when it looks at its requests. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, SentRequest>;
  readonly throttledUntil: number;
  readonly requestTimeout: number;
  readonly enforceRequestTimeout: boolean;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId: NodeJS.Timeout | null;
  isConnected(): boolean;
  destroy(): void;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
}

interface SentRequest {
  readonly sentAt: number;
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

const busyCheckMs = 10;
const timeoutCheckMs = 1_000;

/**
 * kafkajs 2.2.4 (#1751) re-arms a timer of a negative delay after every response, so each idle connection wakes once a
 * millisecond for ever. Nothing pending needs no timer: a new request goes through `push`, which schedules by itself.
 */
function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const wait = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    wait > 0 ? wait : busyCheckMs,
  );
}

/**
 * kafkajs looks ten times a second, on each connection, whether a request has waited too long: of what wakes a service at rest that is
 * the most. They wait for 10 s and more, so a second later is early enough.
 */
function scheduleRequestTimeoutCheck(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(
    () => {
      for (const request of [...this.inflight.values()])
        if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
      if (!this.isConnected()) this.destroy();
    },
    Math.min(this.requestTimeout, timeoutCheckMs),
  );
}

/** Puts our scheduling into kafkajs. Doing it again changes nothing. */
export function calmRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  Object.assign(prototype, { scheduleCheckPendingRequests, scheduleRequestTimeoutCheck });
}
