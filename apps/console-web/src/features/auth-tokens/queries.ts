import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

/** What a reset would take away, asked anew whenever the dialog opens and forgotten when it closes. */
export const resetImpactsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['token', 'reset-impacts', workspaceId],
    queryFn: ({ signal }) => call('previewResetOfMyDeveloperToken', { params: { workspace_id: workspaceId }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
