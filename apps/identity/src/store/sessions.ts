import { packWithdrawal } from '@platform/contracts';
import { DAY, newId, SECOND } from '@platform/kernel';
import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { entitlesAlike, evolveSession, initialSession, type Session, type SessionEvent } from '../domain/session.ts';
import { tell } from './events.ts';

export const sessionStore = (mongo: Mongo): Store<Session, SessionEvent> =>
  mongoStore<Session, SessionEvent>({
    mongo,
    name: 'sessions',
    initial: initialSession,
    evolve: evolveSession,
    outbound: (event, saved) => {
      const { id: sessionId, userId, ip } = saved.state;
      const whose = { userId, saved };
      if (event.type === 'SessionCreated')
        return [tell('identity.v1.SessionCreated', { sessionId, userId, ip }, whose)];
      if (event.type !== 'SessionEnded') return [];
      return [tell('identity.v1.SessionRevoked', { sessionId, userId, why: event.data.why }, whose)];
    },
    facts: ({ id, state, before }) =>
      entitlesAlike(before, state) ? [] : [packWithdrawal(newId('evt'), state.userId, id)],
    indexes: [
      { keys: { 'state.secretHash': 1 }, unique: true },
      { keys: { 'state.userId': 1, 'state.lastSeenAt': -1 } },
      // Over for good; kept a while for those who ask what happened.
      { keys: { 'state.expiresAt': 1 }, expireAfterSeconds: (30 * DAY) / SECOND },
    ],
  });
