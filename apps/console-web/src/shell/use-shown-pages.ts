import { useQuery } from '@tanstack/react-query';
import { type Page, type PageId, pages } from '../pages.ts';
import { localInboxQuery } from '../session/local-inbox.ts';
import { useWorkspace } from '../session/use-workspace.ts';

const entries = Object.entries(pages) as readonly [PageId, Page][];

export interface ShownPage extends Page {
  readonly id: PageId;
}

/** The pages that the person can go to now: none about a workspace before there is one, local mail in development only. */
export function useShownPages(): readonly ShownPage[] {
  const hasWorkspace = useWorkspace() !== undefined;
  const { data: hasInbox = false } = useQuery(localInboxQuery);
  return entries
    .map(([id, page]) => ({ id, ...page }))
    .filter(({ id, group, needs }) => group && (hasWorkspace || needs !== 'workspace') && (hasInbox || id !== 'inbox'));
}

/** What stands in the address of every page: the workspace. */
export function useOwnSearch(): { readonly ws?: string } {
  const current = useWorkspace();
  return current ? { ws: current.workspace.id } : {};
}
