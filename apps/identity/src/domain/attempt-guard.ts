import { after, MINUTE, neverReached, refuse } from '@platform/kernel';

/** Failed proofs of identity are counted over this time, and a lock lasts as long. */
export const WINDOW = 15 * MINUTE;

/** The failed attempts against one account, from one network (contract §5.1), or in one session. */
export interface AttemptGuard {
  readonly id: string;
  readonly attempts: readonly Date[];
  readonly lockedUntil: Date | undefined;
  /** The lock that its owner was told of. */
  readonly toldUntil: Date | undefined;
  /** From then on the guard knows nothing that matters and may be forgotten. */
  readonly forgetAt: Date;
}

export type AttemptGuardEvent =
  | { readonly type: 'AttemptCounted'; readonly data: { readonly at: Date; readonly lockedUntil: Date | undefined } }
  | { readonly type: 'AttemptTakenBack'; readonly data: { readonly at: Date } }
  | { readonly type: 'AttemptsForgiven'; readonly data: { readonly at: Date } }
  | {
      readonly type: 'AccountLocked';
      readonly data: { readonly account: LockedAccount | undefined; readonly lockedUntil: Date };
    };

export interface LockedAccount {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

export const initialGuard = (id: string): AttemptGuard => ({
  id,
  attempts: [],
  lockedUntil: undefined,
  toldUntil: undefined,
  forgetAt: new Date(0),
});

export function evolveGuard(guard: AttemptGuard, event: AttemptGuardEvent): AttemptGuard {
  switch (event.type) {
    case 'AttemptCounted': {
      const { at, lockedUntil } = event.data;
      return { ...guard, attempts: [...recent(guard, at), at], lockedUntil, forgetAt: after(at, 2 * WINDOW) };
    }
    case 'AttemptTakenBack': {
      const index = guard.attempts.findIndex((attempt) => attempt.getTime() === event.data.at.getTime());
      return { ...guard, attempts: guard.attempts.filter((_, other) => other !== index), lockedUntil: undefined };
    }
    case 'AttemptsForgiven':
      return { ...guard, attempts: [], lockedUntil: undefined };
    case 'AccountLocked':
      return { ...guard, toldUntil: event.data.lockedUntil };
    default:
      return neverReached(event);
  }
}

const recent = (guard: AttemptGuard, at: Date): readonly Date[] =>
  guard.attempts.filter((attempt) => at.getTime() - attempt.getTime() < WINDOW);

/**
 * Counts an attempt before the password is looked at, so that no number of attempts at once gets more tries than the
 * limit; success takes it back. The last try of the limit locks the guard. Raises ACCOUNT_LOCKED{until}.
 */
export function countAttempt(guard: AttemptGuard, limit: number, at: Date): readonly AttemptGuardEvent[] {
  if (guard.lockedUntil && at < guard.lockedUntil) throw locked(guard.lockedUntil, at);
  const lockedUntil = recent(guard, at).length + 1 >= limit ? after(at, WINDOW) : undefined;
  return [{ type: 'AttemptCounted', data: { at, lockedUntil } }];
}

const locked = (until: Date, at: Date) =>
  refuse('ACCOUNT_LOCKED', {
    metadata: { until: until.toISOString() },
    retryAfterSeconds: Math.ceil((until.getTime() - at.getTime()) / 1_000),
  });

/** The attempt of that instant was no failure. */
export const takeBackAttempt = (guard: AttemptGuard, at: Date): readonly AttemptGuardEvent[] =>
  guard.attempts.some((attempt) => attempt.getTime() === at.getTime())
    ? [{ type: 'AttemptTakenBack', data: { at } }]
    : [];

/** The person has proved who they are: earlier failures no longer count. */
export const forgiveAttempts = (guard: AttemptGuard, at: Date): readonly AttemptGuardEvent[] =>
  guard.attempts.length === 0 && !guard.lockedUntil ? [] : [{ type: 'AttemptsForgiven', data: { at } }];

/**
 * Says once that an account is locked, when the attempt that locked it has failed. Where the address belongs to nobody the
 * same is written, and nobody is told.
 */
export function tellLocked(
  guard: AttemptGuard,
  at: Date,
  account: LockedAccount | undefined,
): readonly AttemptGuardEvent[] {
  const { lockedUntil, toldUntil } = guard;
  if (lockedUntil?.getTime() !== after(at, WINDOW).getTime()) return [];
  if (toldUntil?.getTime() === lockedUntil.getTime()) return [];
  return [{ type: 'AccountLocked', data: { account, lockedUntil } }];
}
