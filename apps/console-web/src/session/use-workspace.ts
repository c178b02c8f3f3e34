import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { chooseWorkspace, lastWorkspace } from './last-workspace.ts';
import { workspacesQuery } from './queries.ts';

/** The workspace that the pages are about, with the person's role and permissions in it; undefined before there is one. */
export function useWorkspace() {
  const { data: all = [] } = useQuery(workspacesQuery);
  const { ws } = useSearch({ strict: false });
  return chooseWorkspace(all, ws, lastWorkspace());
}
