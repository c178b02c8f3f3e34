import type { QueryClient } from '@tanstack/react-query';
import { workspacesQuery } from './queries.ts';

/**
 * Takes a workspace out of the person's own: an answer, or the stream, has said that they are no member. Whoever shows it
 * sees that it is gone (`useRemoved`).
 */
export const takeOut = (queries: QueryClient, workspaceId: string): void =>
  void queries.setQueryData(workspacesQuery.queryKey, (all) =>
    all?.filter(({ workspace }) => workspace.id !== workspaceId),
  );
