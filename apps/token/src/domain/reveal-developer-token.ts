import type { UserId } from '@platform/kernel';
import { mustBeActive } from './must-be-active.ts';
import type { Token, TokenRevealed } from './token.ts';

/** Showing a value leaves a trace (S-67, A-6). Raises TOKEN_NOT_ACTIVE. */
export function revealDeveloperToken(token: Token, by: UserId, at: Date): readonly TokenRevealed[] {
  mustBeActive(token);
  return [{ type: 'TokenRevealed', data: { by, at } }];
}
