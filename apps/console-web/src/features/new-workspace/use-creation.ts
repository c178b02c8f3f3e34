import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { overviewQuery } from '../../session/queries.ts';
import type { Creation } from './creation.ts';

/** Asking again is the same wish, so each step may be asked for as often as one likes: after a reload, too. */
const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

const createdQuery = ({ key, name, kind }: Creation) =>
  queryOptions({
    queryKey: ['creation', key, 'workspace'],
    queryFn: async () => (await call('createWorkspace', { body: { name, kind }, idempotencyKey: key })).workspace,
    ...once,
  });

const trialQuery = ({ key, withTrial }: Creation, workspaceId: string) =>
  queryOptions({
    queryKey: ['creation', key, 'trial'],
    queryFn: () => call('startTrial', { params: { workspace_id: workspaceId }, idempotencyKey: `${key}-trial` }),
    enabled: withTrial && workspaceId !== '',
    ...once,
  });

/** The token comes by an event, a moment after the workspace: the page looks for it until it is there. */
const lookEveryMs = 500;

/** Creates the workspace, starts its trial, and waits for the Developer Auth Token (S-161). */
export function useCreation(creation: Creation) {
  const workspace = useQuery(createdQuery(creation));
  const workspaceId = workspace.data?.id ?? '';
  const trial = useQuery(trialQuery(creation, workspaceId));
  const overview = useQuery({
    ...overviewQuery(workspaceId),
    enabled: workspaceId !== '',
    refetchInterval: ({ state }) => (state.data?.token ? false : lookEveryMs),
  });
  const hasToken = overview.data?.token !== undefined;
  const isTrialSettled = !creation.withTrial || trial.isSuccess;
  return { workspaceId, workspace, trial, hasToken, isReady: workspaceId !== '' && isTrialSettled && hasToken };
}
