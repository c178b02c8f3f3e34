import { createHash } from 'node:crypto';

const REMEMBERED_AT_MOST = 10_000;

/**
 * Whose session a secret opens. That never changes, so it may be remembered; whether the session still holds may not,
 * and is asked anew for each request. Secrets are kept as their hash only.
 */
export class SessionOwners {
  readonly #owners = new Map<string, string>();
  readonly #atMost: number;

  constructor(atMost = REMEMBERED_AT_MOST) {
    this.#atMost = atMost;
  }

  /** The user id that this secret belonged to when it was last seen; nothing if it was not, or long ago. */
  of(secret: string): string | undefined {
    return this.#owners.get(keyOf(secret));
  }

  /** Remembers it as the last one seen; who was not seen for longest is forgotten. */
  remember(secret: string, userId: string): void {
    const key = keyOf(secret);
    this.#owners.delete(key);
    this.#owners.set(key, userId);
    if (this.#owners.size <= this.#atMost) return;
    const [eldest] = this.#owners.keys();
    if (eldest !== undefined) this.#owners.delete(eldest);
  }
}

const keyOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
