import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Admitted } from './call.ts';
import type { Word, Words } from './word.ts';

const REMEMBERED_AT_MOST = 5_000;

interface Known {
  readonly admitted: Admitted;
  /** Under which promises it was said; nothing once it was taken back. */
  word: Word | undefined;
}

/**
 * As whom the holder of a session was let in last, outside of workspaces and in each. It holds as long as those who said it
 * tell us of every change and have taken nothing back. After that it decides nothing: it tells what to ask for ahead, while
 * it is asked anew whether it is still so. Secrets are kept as their hash only.
 */
export class LastAdmitted {
  readonly #known: LRUCache<string, Known>;
  readonly #words: Words;

  constructor(words: Words, atMost = REMEMBERED_AT_MOST) {
    this.#words = words;
    this.#known = new LRUCache({ max: atMost });
  }

  /** As whom the holder of this secret was let in there last; nothing if he was not, or long ago. It may have changed. */
  of(secret: string, workspaceId = ''): Admitted | undefined {
    return this.#known.get(keyOf(secret, workspaceId))?.admitted;
  }

  /** The same, if it is still so. */
  standing(secret: string, workspaceId = ''): Admitted | undefined {
    const { admitted, word } = this.#known.get(keyOf(secret, workspaceId)) ?? {};
    if (!admitted?.signedIn || !word || isOver(admitted.signedIn.session)) return undefined;
    return this.#words.stands(word, admitted.inside !== undefined) ? admitted : undefined;
  }

  /** Remembers it as the last one seen, as it was said under this word; who was not seen for longest is forgotten. */
  remember(secret: string, admitted: Admitted, under: Word): void {
    const word = this.#words.isUntouched(under) ? under : undefined;
    this.#known.set(keyOf(secret, ''), { admitted: { ...admitted, inside: undefined }, word });
    if (admitted.inside) this.#known.set(keyOf(secret, admitted.inside.member.workspaceId), { admitted, word });
  }

  /** For one who was refused: nothing is asked for ahead again. */
  forget(secret: string, workspaceId = ''): void {
    this.#known.delete(keyOf(secret, workspaceId));
  }

  /** Of these sessions, users, memberships and workspaces nothing holds any more that was said before. */
  withdraw(subjects: readonly string[]): void {
    this.#words.withdrawn();
    const changed = new Set(subjects);
    for (const known of this.#known.values()) if (isAbout(known.admitted, changed)) known.word = undefined;
  }
}

function isAbout({ signedIn, inside }: Admitted, changed: ReadonlySet<string>): boolean {
  const ids = [signedIn?.user.id, signedIn?.session.id, inside?.member.id, inside?.workspace.id];
  return ids.some((id) => id !== undefined && changed.has(id));
}

const isOver = ({ expiresAt }: { readonly expiresAt: Date | undefined }): boolean =>
  expiresAt !== undefined && expiresAt.getTime() <= Date.now();

const keyOf = (secret: string, workspaceId: string): string =>
  createHash('sha256').update(secret).digest('base64url') + workspaceId;
