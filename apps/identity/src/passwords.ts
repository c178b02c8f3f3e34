import { randomBytes } from 'node:crypto';
import * as argon2 from '@node-rs/argon2';
import { normalizePassword } from './domain/password-policy.ts';
import { gate } from './gate.ts';

/** Turns passwords into hashes and compares them. Every call costs the same, whatever comes of it. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Without a hash to compare with, the same work is done and the answer is no. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** argon2id, the algorithm's default here: 19 MiB, two passes, one lane (OWASP's first choice). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

interface Limits {
  readonly atOnce: number;
  readonly waiting?: number;
  readonly hash?: typeof argon2.hash;
  readonly verify?: typeof argon2.verify;
}

/**
 * Hashes with argon2id, a few at a time: each takes 19 MiB and a thread, so that a flood of sign-ins must wait and not
 * push everything else out. Raises RATE_LIMITED when too many wait already.
 */
export function argon2Passwords({
  atOnce,
  waiting = 200,
  hash = argon2.hash,
  verify = argon2.verify,
}: Limits): Passwords {
  const pass = gate({ atOnce, waiting });
  const decoy = hash(randomBytes(32), cost);
  return {
    hash: (password) => pass(() => hash(normalizePassword(password), cost)),
    matches: (password, known) =>
      pass(async () => {
        const matches = await verify(known || (await decoy), normalizePassword(password));
        return matches && Boolean(known);
      }),
  };
}
