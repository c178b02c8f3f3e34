import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { evolveTrialUse, initialTrialUse, type TrialUse, type TrialUsed } from '../domain/trial-use.ts';

/** Who has used their one trial. */
export const trialUseStore = (mongo: Mongo): Store<TrialUse, TrialUsed> =>
  mongoStore<TrialUse, TrialUsed>({ mongo, name: 'trial_uses', initial: initialTrialUse, evolve: evolveTrialUse });
