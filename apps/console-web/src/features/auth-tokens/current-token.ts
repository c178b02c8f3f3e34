import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { isBehind } from '../../api/query-client.ts';
import { useIsHeard } from '../../live/hearing-of-page.ts';
import { overviewQuery } from '../../session/queries.ts';

export type Token = AnswerOf<'getMyDeveloperToken'>['token'];

/** When it was last used. That is known to the minute, and no minute before the token counts. */
export const lastUseOf = ({ created_at: born, last_used_at: used }: Token): string | undefined =>
  used !== undefined && used < born ? born : used;

/**
 * Whether the token of the page is known to be that of now: a reset elsewhere would be heard, and nothing has changed, or
 * could not be asked, since the last answer.
 */
export function useIsKnown(workspaceId: string): boolean {
  const queries = useQueryClient();
  const { queryKey } = overviewQuery(workspaceId);
  const isHeard = useIsHeard();
  const isAnswered = useSyncExternalStore(
    (tell) => queries.getQueryCache().subscribe(notifyManager.batchCalls(tell)),
    () => {
      const state = queries.getQueryState(queryKey);
      return state !== undefined && !state.isInvalidated && !isBehind(state) && state.data?.token !== undefined;
    },
  );
  return isHeard && isAnswered;
}

/**
 * Makes a token that an answer brought the one of the page. Gives whether it is the newest that is known: an answer that was
 * overtaken by a reset elsewhere changes nothing. What waits to be asked again goes on waiting: the answer may be older.
 */
export function useNewestToken(workspaceId: string): (token: Token) => boolean {
  const queries = useQueryClient();
  const { queryKey } = overviewQuery(workspaceId);
  return (token) => {
    const state = queries.getQueryState(queryKey);
    const known = state?.data?.token?.generation ?? 0;
    if (known > token.generation) return false;
    if (known < token.generation) {
      queries.setQueryData(queryKey, (overview) => overview && { ...overview, token });
      if (state?.isInvalidated) void queries.invalidateQueries({ queryKey, refetchType: 'none' });
    }
    return true;
  };
}

/** Gives whether a token is still that of now. When something has changed, it is waited for until one knows what. */
export function useIsStill(workspaceId: string): (token: Token) => Promise<boolean> {
  const queries = useQueryClient();
  const query = overviewQuery(workspaceId);
  return async ({ id }) => {
    if (!queries.getQueryState(query.queryKey)?.isInvalidated) return true;
    const now = await queries.fetchQuery({ ...query, staleTime: 0 }).catch(() => undefined);
    return now?.token?.id === id;
  };
}
