import type { Session, SessionEvent, WhyEnded } from './session.ts';

/** Ending a session that is over, or never was, changes nothing. */
export const endSession = (session: Session, why: WhyEnded, at: Date): readonly SessionEvent[] =>
  session.secretHash === '' || session.endedAt ? [] : [{ type: 'SessionEnded', data: { why, at } }];

/** Lets a session survive the end of all others: it follows the user into the new generation. */
export const carryOver = (session: Session, generation: number): readonly SessionEvent[] =>
  session.secretHash === '' || session.endedAt ? [] : [{ type: 'SessionCarriedOver', data: { generation } }];
