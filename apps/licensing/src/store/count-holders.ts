import type { Mongo } from '@platform/mongo';

/** Up to here a total is exact; beyond it is left out (contract §4.4). */
const countedUpTo = 10_000;

/** Counts the people who hold a license in a workspace. */
export const countHolders = (mongo: Mongo) => async (workspaceId: string) => {
  const count = await mongo
    .collection('seats')
    .countDocuments(
      { 'state.workspaceId': { $eq: workspaceId }, 'state.license.assignmentId': { $gt: '' } },
      { limit: countedUpTo + 1 },
    );
  return count > countedUpTo ? undefined : count;
};
