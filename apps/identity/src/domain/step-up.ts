import { after, refuse } from '@platform/kernel';
import { type Session, type SessionEvent, STEP_UP } from './session.ts';

/** The person has just proved who they are; that holds for ten minutes in this session. Raises SESSION_REVOKED. */
export function stepUp(session: Session, at: Date): readonly SessionEvent[] {
  if (session.secretHash === '' || session.endedAt) throw refuse('SESSION_REVOKED');
  return [{ type: 'SessionSteppedUp', data: { until: after(at, STEP_UP) } }];
}
