import type { QueryClient } from '@tanstack/react-query';
import { workspacesQuery } from './queries.ts';

/**
 * Takes a workspace out of the person's own: an answer, or the stream, has said that they are no member. Whoever shows it
 * sees that it is gone (`useRemoved`). A list that is on its way may be of before, so that it is given up and asked for
 * again; otherwise nothing is asked: an answer that disagrees with the list would be asked for without end.
 */
export async function takeOut(queries: QueryClient, workspaceId: string): Promise<void> {
  const { queryKey } = workspacesQuery;
  const isOnItsWay = queries.isFetching({ queryKey }) > 0;
  await queries.cancelQueries({ queryKey });
  queries.setQueryData(queryKey, (all) => all?.filter(({ workspace }) => workspace.id !== workspaceId));
  if (isOnItsWay) await queries.invalidateQueries({ queryKey });
}
