import { refuse } from '@platform/kernel';
import type { Token } from './token.ts';

/** Raises TOKEN_NOT_ACTIVE{status}. */
export function mustBeActive(token: Token): void {
  if (token.status !== 'active') throw refuse('TOKEN_NOT_ACTIVE', { metadata: { status: token.status } });
}
