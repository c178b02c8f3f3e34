import { MINUTE } from '@platform/kernel';
import type { Token, TokenUsed } from './token.ts';

/**
 * When the token was last used, to the minute: activations are many, and each change costs a write. Uses that come late
 * or twice change nothing, and a dead token is never written again: its version stays the epoch of its death.
 */
export function noteUse(token: Pick<Token, 'status' | 'lastUsedAt'>, usedAt: Date): readonly TokenUsed[] {
  if (token.status !== 'active') return [];
  const at = new Date(Math.floor(usedAt.getTime() / MINUTE) * MINUTE);
  if (token.lastUsedAt && at <= token.lastUsedAt) return [];
  return [{ type: 'TokenUsed', data: { at } }];
}
