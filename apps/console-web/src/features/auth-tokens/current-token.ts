import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { overviewQuery } from '../../session/queries.ts';

export type Token = AnswerOf<'getMyDeveloperToken'>['token'];

/** When it was last used. That is known to the minute, and no minute before the token counts. */
export const lastUseOf = ({ created_at: born, last_used_at: used }: Token): string | undefined =>
  used !== undefined && used < born ? born : used;

/** Whether what the page knows is known to be old: something changed, and the answer to the new question is not there yet. */
export function useIsOutdated(workspaceId: string): boolean {
  const queries = useQueryClient();
  const { queryKey } = overviewQuery(workspaceId);
  return useSyncExternalStore(
    (tell) => queries.getQueryCache().subscribe(tell),
    () => queries.getQueryState(queryKey)?.isInvalidated ?? false,
  );
}

/**
 * Makes a token that an answer brought the one of the page. Gives whether it is the newest that is known: an answer that was
 * overtaken by a reset elsewhere changes nothing.
 */
export function useNewestToken(workspaceId: string): (token: Token) => boolean {
  const queries = useQueryClient();
  const { queryKey } = overviewQuery(workspaceId);
  return (token) => {
    const known = queries.getQueryData(queryKey);
    if (known?.token && known.token.generation > token.generation) return false;
    queries.setQueryData(queryKey, known && { ...known, token });
    return true;
  };
}
