import type { IHeaders } from 'kafkajs';

/** A header as text; '' when it is missing. Of a repeated header the last one counts. */
export function headerOf(headers: IHeaders | undefined, name: string): string {
  const value = headers?.[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return last === undefined ? '' : last.toString();
}

/** Only these groups work on a message that was taken back from the dead letters; '' means everybody. */
export const replayFor = 'replay-for';
export const traceparentHeader = 'traceparent';
