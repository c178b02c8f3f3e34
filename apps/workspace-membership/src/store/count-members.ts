import type { Mongo } from '@platform/mongo';

/** Up to here a total is exact; beyond it is left out (contract §4.4). */
const countedUpTo = 10_000;

/** Counts the members of a workspace who were not removed. */
export const countMembers = (mongo: Mongo) => async (workspaceId: string) => {
  const count = await mongo
    .collection('memberships')
    .countDocuments(
      { 'state.workspaceId': { $eq: workspaceId }, 'state.status': { $in: ['active', 'suspended'] } },
      { limit: countedUpTo + 1 },
    );
  return count > countedUpTo ? undefined : count;
};
