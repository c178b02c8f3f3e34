import { SEEN_EVERY, type Session, type SessionEvent } from './session.ts';

/** Notes that a session is in use, at most once a minute. A session that ended meanwhile is not touched. */
export function seeSession(
  session: Session,
  { ip, userAgent, at }: { ip: string; userAgent: string; at: Date },
): readonly SessionEvent[] {
  if (session.endedAt || at.getTime() - session.lastSeenAt.getTime() < SEEN_EVERY) return [];
  return [{ type: 'SessionSeen', data: { at, ip: ip || session.ip, userAgent: userAgent || session.userAgent } }];
}
