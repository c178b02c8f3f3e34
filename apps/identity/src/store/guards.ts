import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { type AttemptGuard, type AttemptGuardEvent, evolveGuard, initialGuard } from '../domain/attempt-guard.ts';
import { tell } from './events.ts';

export const guardStore = (mongo: Mongo): Store<AttemptGuard, AttemptGuardEvent> =>
  mongoStore<AttemptGuard, AttemptGuardEvent>({
    mongo,
    name: 'guards',
    initial: initialGuard,
    evolve: evolveGuard,
    outbound: (event, saved) => {
      if (event.type !== 'AccountLocked' || !event.data.account) return [];
      const { account, lockedUntil } = event.data;
      return [tell('identity.v1.UserLocked', { ...account, lockedUntil }, { userId: account.userId, saved })];
    },
    indexes: [{ keys: { 'state.forgetAt': 1 }, expireAfterSeconds: 0 }],
  });
