import { identity as wire } from '@platform/contracts';
import type { Saved } from '@platform/mongo';
import type { Session } from './domain/session.ts';
import type { User } from './domain/user.ts';

const statuses = {
  absent: wire.UserStatus.UNSPECIFIED,
  pending: wire.UserStatus.PENDING_VERIFICATION,
  active: wire.UserStatus.ACTIVE,
  suspended: wire.UserStatus.SUSPENDED,
} as const satisfies Record<User['status'], wire.UserStatus>;

export function toUser({ id, state, version }: Saved<User>): wire.User {
  const { email, name, status, emailVerifiedAt, createdAt, locale, timeZone } = state;
  const person = { id, email, name, locale, timeZone };
  return { ...person, status: statuses[status], emailVerifiedAt, createdAt, revision: BigInt(version) };
}

/** `current` says whether it is the session of the caller. Its secret and hash stay inside. */
export function toSession({ id, state }: Saved<Session>, current: boolean): wire.Session {
  const { userId, createdAt, lastSeenAt, expiresAt, ip, userAgent, steppedUpUntil } = state;
  return { id, userId, createdAt, lastSeenAt, expiresAt, ip, userAgent, steppedUpUntil, current };
}
