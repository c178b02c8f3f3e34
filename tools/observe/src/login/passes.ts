import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HOUR, MINUTE } from '@platform/kernel';

/** What came of a try to sign in. */
export type Entry = { readonly pass: string } | { readonly refused: 'wrong' } | { readonly refused: 'too often' };

/** Who is signed in. Nothing is kept but hashes; a new start asks everybody again. */
export interface Passes {
  /** Takes the same time for every wrong password. */
  enter(password: string): Entry;
  isValid(pass: string | undefined): boolean;
  forget(pass: string | undefined): void;
}

const longestMs = 12 * HOUR;
const mostFailures = 5;
const mostPasses = 50;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function passes(password: string, now: () => number = Date.now): Passes {
  const expected = digest(password);
  const valid = new Map<string, number>();
  let failures: number[] = [];

  return {
    enter: (given) => {
      failures = failures.filter((at) => at > now() - MINUTE);
      if (failures.length >= mostFailures) return { refused: 'too often' };
      if (!timingSafeEqual(digest(given), expected)) {
        failures.push(now());
        return { refused: 'wrong' };
      }
      const pass = randomBytes(32).toString('base64url');
      valid.set(digest(pass).toString('base64'), now() + longestMs);
      for (const oldest of valid.keys()) if (valid.size > mostPasses) valid.delete(oldest);
      return { pass };
    },
    isValid: (pass) => pass !== undefined && (valid.get(digest(pass).toString('base64')) ?? 0) > now(),
    forget: (pass) => void valid.delete(digest(pass ?? '').toString('base64')),
  };
}
