import { after } from '@platform/kernel';
import { ABSOLUTE_LIMIT, type Session, type SessionEvent } from './session.ts';

export type OpenSession = Pick<Session, 'userId' | 'secretHash' | 'generation' | 'ip' | 'userAgent'> & {
  readonly at: Date;
};

/** A session is born once. */
export const openSession = (session: Session, command: OpenSession): readonly SessionEvent[] =>
  session.secretHash === ''
    ? [{ type: 'SessionCreated', data: { ...command, expiresAt: after(command.at, ABSOLUTE_LIMIT) } }]
    : [];
