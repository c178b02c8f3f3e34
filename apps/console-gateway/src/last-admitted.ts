import { createHash } from 'node:crypto';
import type { Admitted } from './call.ts';

const REMEMBERED_AT_MOST = 5_000;

/**
 * As whom the holder of a session was let in last, outside of workspaces and in each. That may have changed since, so
 * nothing is decided by it: it tells what to ask for ahead, while it is asked anew whether it still holds. Secrets are kept
 * as their hash only.
 */
export class LastAdmitted {
  readonly #admitted = new Map<string, Admitted>();
  readonly #atMost: number;

  constructor(atMost = REMEMBERED_AT_MOST) {
    this.#atMost = atMost;
  }

  /** As whom the holder of this secret was let in there last; nothing if he was not, or long ago. */
  of(secret: string, workspaceId = ''): Admitted | undefined {
    return this.#admitted.get(keyOf(secret, workspaceId));
  }

  /** Remembers it as the last one seen; who was not seen for longest is forgotten. */
  remember(secret: string, admitted: Admitted): void {
    this.#put(keyOf(secret, ''), { ...admitted, inside: undefined });
    if (admitted.inside) this.#put(keyOf(secret, admitted.inside.member.workspaceId), admitted);
  }

  /** For one who was refused: nothing is asked for ahead again. */
  forget(secret: string, workspaceId = ''): void {
    this.#admitted.delete(keyOf(secret, workspaceId));
  }

  #put(key: string, admitted: Admitted): void {
    this.#admitted.delete(key);
    this.#admitted.set(key, admitted);
    if (this.#admitted.size <= this.#atMost) return;
    const [eldest] = this.#admitted.keys();
    if (eldest !== undefined) this.#admitted.delete(eldest);
  }
}

const keyOf = (secret: string, workspaceId: string): string =>
  createHash('sha256').update(secret).digest('base64url') + workspaceId;
