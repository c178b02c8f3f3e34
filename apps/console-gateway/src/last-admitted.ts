import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Admitted } from './call.ts';

const REMEMBERED_AT_MOST = 5_000;

/**
 * As whom the holder of a session was let in last, outside of workspaces and in each. That may have changed since, so
 * nothing is decided by it: it tells what to ask for ahead, while it is asked anew whether it still holds. Secrets are kept
 * as their hash only.
 */
export class LastAdmitted {
  readonly #admitted: LRUCache<string, Admitted>;

  constructor(atMost = REMEMBERED_AT_MOST) {
    this.#admitted = new LRUCache({ max: atMost });
  }

  /** As whom the holder of this secret was let in there last; nothing if he was not, or long ago. */
  of(secret: string, workspaceId = ''): Admitted | undefined {
    return this.#admitted.get(keyOf(secret, workspaceId));
  }

  /** Remembers it as the last one seen; who was not seen for longest is forgotten. */
  remember(secret: string, admitted: Admitted): void {
    this.#admitted.set(keyOf(secret, ''), { ...admitted, inside: undefined });
    if (admitted.inside) this.#admitted.set(keyOf(secret, admitted.inside.member.workspaceId), admitted);
  }

  /** For one who was refused: nothing is asked for ahead again. */
  forget(secret: string, workspaceId = ''): void {
    this.#admitted.delete(keyOf(secret, workspaceId));
  }
}

const keyOf = (secret: string, workspaceId: string): string =>
  createHash('sha256').update(secret).digest('base64url') + workspaceId;
