import { createRequire } from 'node:module';

/** The fields of kafkajs' request queue that decide when it looks at its pending requests. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const busyCheckMs = 10;

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

/** Puts our scheduling into kafkajs. Doing it again changes nothing. */
export function calmRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
}
