import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { evolvePool, initialPool, type Pool, type PoolEvent } from '../domain/pool.ts';

/** The license pools. What happens in them is told by the seats, so they tell nobody anything themselves. */
export const poolStore = (mongo: Mongo): Store<Pool, PoolEvent> =>
  mongoStore<Pool, PoolEvent>({
    mongo,
    name: 'pools',
    initial: initialPool,
    evolve: evolvePool,
    indexes: [{ keys: { 'state.workspaceId': 1 } }],
  });
