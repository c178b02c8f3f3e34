import { refuse, type TokenId, type UserId } from '@platform/kernel';
import { mustBeActive } from './must-be-active.ts';
import type { DeveloperTokenReset, DeveloperTokenSucceeded, Secret, Token } from './token.ts';

export const resetReasons = ['routine', 'compromised'] as const;
export type ResetReason = (typeof resetReasons)[number];

export interface ResetDeveloperToken {
  readonly successorId: TokenId;
  readonly secret: Secret;
  readonly reason: ResetReason;
  readonly by: UserId;
  /** Whether whoever resets is given the new value: only after a fresh proof of identity. */
  readonly given: boolean;
  readonly at: Date;
}

/**
 * The old half of a reset: the value dies at once and for ever (S-71, S-72). Committed together with
 * `succeedDeveloperToken`. Raises TOKEN_NOT_ACTIVE when another reset was quicker.
 */
export function resetDeveloperToken(token: Token, reset: ResetDeveloperToken): readonly DeveloperTokenReset[] {
  mustBeActive(token);
  const { successorId, reason, by, at } = reset;
  return [{ type: 'DeveloperTokenReset', data: { successorId, display: reset.secret.display, reason, by, at } }];
}

/** The new half of a reset: the next generation takes the predecessor's place. */
export function succeedDeveloperToken(
  token: Token,
  predecessor: Token,
  { secret, given, at }: ResetDeveloperToken,
): readonly DeveloperTokenSucceeded[] {
  if (token.status !== 'unborn' || predecessor.workspaceId === '' || predecessor.userId === '') return [];
  const { id: predecessorId, workspaceId, userId, membership } = predecessor;
  const generation = predecessor.generation + 1;
  return [
    {
      type: 'DeveloperTokenSucceeded',
      data: { workspaceId, userId, membership, generation, predecessorId, given, secret, at },
    },
  ];
}

/** Reads the reason of a reset; none given is routine. Raises VALIDATION_FAILED. */
export function parseResetReason(given: string): ResetReason {
  const reason = resetReasons.find((one) => one === (given === '' ? 'routine' : given));
  if (reason) return reason;
  throw refuse('VALIDATION_FAILED', {
    detail: 'reason is not one that is known.',
    fields: [{ field: 'reason', reason: 'VALUE_UNKNOWN', detail: `Give ${resetReasons.join(' or ')}.` }],
  });
}
