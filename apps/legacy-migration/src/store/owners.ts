import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { evolveOwner, nothingKnown, type OwnerFacts, type OwnerHeard } from '../domain/owner.ts';

export type OwnerStore = Store<OwnerFacts, OwnerHeard>;

/** One per user and workspace, whether or not they have a legacy key: an import must find what was heard before it. */
export const ownerStore = (mongo: Mongo): OwnerStore =>
  mongoStore<OwnerFacts, OwnerHeard>({ mongo, name: 'owners', initial: () => nothingKnown, evolve: evolveOwner });

export const ownerId = (workspaceId: string, userId: string): string => `${workspaceId}:${userId}`;
