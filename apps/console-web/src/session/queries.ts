import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { againMs, isBehind } from '../api/query-client.ts';

/** Who is signed in, and until when the step-up holds. Raises ProblemError UNAUTHENTICATED when nobody is. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => call('getMe', { signal }) });

/** The workspaces that the person is a member of. */
export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: async ({ signal }) => (await call('listMyWorkspaces', { signal })).workspaces,
});

/** The plans on offer. */
export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: async ({ signal }) => (await call('listPlans', { signal })).plans,
});

/** All that the first pages of a workspace show, in one round trip. */
export const overviewQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['overview', workspaceId],
    queryFn: ({ signal }) => call('getOverview', { params: { workspace_id: workspaceId }, signal }),
    // While a part is missing, or all of it, the page asks again until it has healed.
    refetchInterval: ({ state }) => (state.data?.degraded.length || isBehind(state) ? againMs : false),
  });
