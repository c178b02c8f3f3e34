import { IDLE_LIMIT, type Session } from './session.ts';
import type { User } from './user.ts';

/** Why this session opens nothing now; undefined when it does. */
export function sessionTrouble(
  session: Session,
  user: User,
  at: Date,
): 'UNAUTHENTICATED' | 'SESSION_REVOKED' | 'SESSION_EXPIRED' | 'USER_SUSPENDED' | undefined {
  if (session.secretHash === '' || session.userId !== user.id) return 'UNAUTHENTICATED';
  if (user.status === 'suspended') return 'USER_SUSPENDED';
  if (session.endedAt || session.generation !== user.sessionGeneration) return 'SESSION_REVOKED';
  const idleUntil = session.lastSeenAt.getTime() + IDLE_LIMIT;
  return at >= session.expiresAt || at.getTime() >= idleUntil ? 'SESSION_EXPIRED' : undefined;
}
