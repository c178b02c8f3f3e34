import { hash } from 'node:crypto';
import type { Id, Prefix } from '@platform/kernel';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * An id that follows from what it names: whoever makes it again gets the same one, so that writing it twice is harmless.
 * It looks like every other id, but does not sort by birth.
 */
export function derivedId<P extends Prefix>(prefix: P, ...parts: readonly string[]): Id<P> {
  const digest = hash('sha256', parts.join('\0'), 'buffer');
  let body = '';
  // 26 letters of 5 bits each.
  for (let index = 0; index < 26; index += 1) {
    const bit = index * 5;
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    body += letters[(pair >> (11 - (bit & 7))) & 31];
  }
  return `${prefix}_${body}` as Id<P>;
}
