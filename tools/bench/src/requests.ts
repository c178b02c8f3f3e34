import { randomBytes } from 'node:crypto';
import { sessionPlace } from './holders.ts';
import { type CallBytes, callBytes } from './http2-frames.ts';
import type { Target } from './load.ts';

/**
 * Endless calls from prepared bytes, one prepared request after the other, each for a session of its own: a start that
 * was never seen before is the most work. Raises a TypeError when a request has no place for a session.
 */
export function requests(path: string, address: string, messages: readonly Buffer[]): Target['next'] {
  const prepared = messages.map((message) => callBytes(path, address, message));
  const places = prepared.map(placeOfSession);
  const start = randomBytes(4).toString('hex');
  let count = 0;
  return () => {
    const turn = count % prepared.length;
    const { bytes, streamAt } = prepared[turn] as CallBytes;
    const copy = Buffer.from(bytes);
    copy.write(`${start}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`, places[turn] ?? 0, 'latin1');
    count += 1;
    return { bytes: copy, streamAt };
  };
}

function placeOfSession({ bytes, messageAt }: CallBytes): number {
  const at = bytes.indexOf(sessionPlace, messageAt, 'latin1');
  if (at < 0) throw new TypeError('the request has no session');
  return at;
}
