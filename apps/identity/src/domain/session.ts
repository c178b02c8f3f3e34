import { DAY, MINUTE, neverReached, type SessionId, type UserId } from '@platform/kernel';

/** A session that was not used for so long is over. */
export const IDLE_LIMIT = 7 * DAY;
/** No session lasts longer, however much it is used. */
export const ABSOLUTE_LIMIT = 30 * DAY;
/** Use is noted at most so often. */
export const SEEN_EVERY = MINUTE;
/** How long a proof of identity is fresh. */
export const STEP_UP = 10 * MINUTE;

export type WhyEnded = 'signed_out' | 'signed_out_everywhere' | 'revoked' | 'password_changed';

export interface Session {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly secretHash: string;
  /** Alive only while it equals the user's. */
  readonly generation: number;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly ip: string;
  readonly userAgent: string;
  readonly steppedUpUntil: Date | undefined;
  readonly endedAt: Date | undefined;
}

export type SessionEvent =
  | {
      readonly type: 'SessionCreated';
      readonly data: Pick<Session, 'userId' | 'secretHash' | 'generation' | 'ip' | 'userAgent' | 'expiresAt'> & {
        readonly at: Date;
      };
    }
  | {
      readonly type: 'SessionSeen';
      readonly data: { readonly ip: string; readonly userAgent: string; readonly at: Date };
    }
  | { readonly type: 'SessionSteppedUp'; readonly data: { readonly until: Date } }
  | { readonly type: 'SessionCarriedOver'; readonly data: { readonly generation: number } }
  | { readonly type: 'SessionEnded'; readonly data: { readonly why: WhyEnded; readonly at: Date } };

export const initialSession = (id: string): Session => ({
  id: id as SessionId,
  userId: '' as UserId,
  secretHash: '',
  generation: 0,
  createdAt: new Date(0),
  lastSeenAt: new Date(0),
  expiresAt: new Date(0),
  ip: '',
  userAgent: '',
  steppedUpUntil: undefined,
  endedAt: undefined,
});

/** A change between the two takes nothing from whoever holds the session, and gives nothing. A new one is news to nobody. */
export const entitlesAlike = (before: Session, after: Session): boolean =>
  before.userId === '' ||
  (before.generation === after.generation &&
    before.endedAt?.getTime() === after.endedAt?.getTime() &&
    before.steppedUpUntil?.getTime() === after.steppedUpUntil?.getTime());

export function evolveSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'SessionCreated': {
      const { at, ...born } = event.data;
      return { ...session, ...born, createdAt: at, lastSeenAt: at };
    }
    case 'SessionSeen': {
      const { at, ip, userAgent } = event.data;
      return { ...session, lastSeenAt: at, ip, userAgent };
    }
    case 'SessionSteppedUp':
      return { ...session, steppedUpUntil: event.data.until };
    case 'SessionCarriedOver':
      return { ...session, generation: event.data.generation };
    case 'SessionEnded':
      return { ...session, endedAt: event.data.at };
    default:
      return neverReached(event);
  }
}
