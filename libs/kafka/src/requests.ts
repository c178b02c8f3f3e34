import type { Message } from 'kafkajs';

/** One request stays well below what the broker takes. */
const requestBytes = 512 * 1024;

/** Neighbours that fit into one request, in order. One that is larger than a request stands alone. */
export function requestsOf<T>(items: readonly T[], bytesOf: (item: T) => number): readonly (readonly T[])[] {
  const requests: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const more = bytesOf(item);
    if (bytes + more > requestBytes) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(item);
    bytes += more;
  }
  return requests;
}

/** Lengths, offset and timestamp of a record, generously. */
const recordBytes = 32;

/** What a message weighs in a request: of a dead letter the headers may be more than the value. */
export function bytesOf({ key, value, headers = {} }: Pick<Message, 'key' | 'value' | 'headers'>): number {
  const texts = Object.entries(headers).flatMap(([name, text]) => [name, ...(Array.isArray(text) ? text : [text])]);
  return [key, value, ...texts].reduce(
    (sum, text) => sum + (text === null || text === undefined ? 0 : Buffer.byteLength(text)) + 4,
    recordBytes,
  );
}
