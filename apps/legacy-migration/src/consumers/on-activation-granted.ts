import { type Received, token } from '@platform/contracts';
import { LRUCache } from 'lru-cache';
import { hearOwner, learn, nothingKnown, type OwnerFact, type OwnerFacts } from '../domain/owner.ts';
import { type Following, ownerHeard } from '../owner-heard.ts';
import { ownerId } from '../store/owners.ts';

const remembered = 10_000;

/**
 * Step 4 of the way out (S-128, A-30): one granted activation with the owner's Auth Token in this workspace. What is known
 * of an owner only ever grows, so a use that said nothing new after those that the owner's keys have followed says nothing
 * new still, and nothing is read for it.
 */
export const onActivationGranted = (context: Following) => {
  const followed = new LRUCache<string, OwnerFacts>({ max: remembered });
  return async ({ id, data, time }: Received<'activation.v1.ActivationGranted'>): Promise<void> => {
    if (data.credentialKind !== token.CredentialKind.DEVELOPER || data.userId === '') return;
    const fact: OwnerFact = { about: 'token', usedAt: data.at ?? time };
    const owner = ownerId(data.workspaceId, data.userId);
    const before = followed.get(owner) ?? nothingKnown;
    if (hearOwner(before, fact).length === 0) return;
    await ownerHeard(context, data, fact, id);
    followed.set(owner, learn(before, fact));
  };
};
