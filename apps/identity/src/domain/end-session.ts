import type { Session, SessionEvent, WhyEnded } from './session.ts';

/** Ending a session that is over, or never was, changes nothing. */
export const endSession = (session: Session, why: WhyEnded, at: Date): readonly SessionEvent[] =>
  session.secretHash === '' || session.endedAt ? [] : [{ type: 'SessionEnded', data: { why, at } }];

/**
 * Lets a session survive the end of all others: it follows its user from this generation into the next. One that was over
 * before is not brought back.
 */
export const carryOver = (session: Session, userId: string, generation: number): readonly SessionEvent[] =>
  session.userId !== userId || session.generation !== generation || session.endedAt
    ? []
    : [{ type: 'SessionCarriedOver', data: { generation: generation + 1 } }];
