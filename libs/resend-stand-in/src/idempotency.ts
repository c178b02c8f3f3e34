import { createHash } from 'node:crypto';
import { type Clock, DAY } from '@platform/kernel';

type Claim =
  | { readonly verdict: 'new'; readonly keep: (mailId: string) => void }
  | { readonly verdict: 'replay'; readonly mailId: string }
  | { readonly verdict: 'other-body' };

interface Entry {
  readonly fingerprint: string;
  readonly until: number;
  readonly mailId: string;
}

/**
 * Resend's idempotency keys, kept for 24 h: the same key with the same body gives the same id, with another body it is
 * an error. A request that was refused leaves no trace.
 */
export class IdempotencyKeys {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  claim(key: string, body: unknown): Claim {
    const now = this.#clock.now().getTime();
    const fingerprint = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const known = this.#entries.get(key);
    if (known === undefined || known.until <= now) {
      return { verdict: 'new', keep: (mailId) => this.#entries.set(key, { fingerprint, until: now + DAY, mailId }) };
    }
    return known.fingerprint === fingerprint ? { verdict: 'replay', mailId: known.mailId } : { verdict: 'other-body' };
  }
}
