import type { QueryClient } from '@tanstack/react-query';
import { workspacesQuery } from './queries.ts';

/**
 * Takes a workspace out of the person's own: an answer, or the stream, has said that they are no member. Whoever shows it
 * sees that it is gone (`useRemoved`). A list that is on its way may be of before, so it is asked for again.
 */
export async function takeOut(queries: QueryClient, workspaceId: string): Promise<void> {
  const { queryKey } = workspacesQuery;
  await queries.cancelQueries({ queryKey });
  queries.setQueryData(queryKey, (all) => all?.filter(({ workspace }) => workspace.id !== workspaceId));
  await queries.invalidateQueries({ queryKey });
}
