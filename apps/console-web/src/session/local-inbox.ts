import { queryOptions } from '@tanstack/react-query';

/** Whether this gateway shows the mails that its house sent: in development only. */
export const localInboxQuery = queryOptions({
  queryKey: ['local-inbox'],
  queryFn: async ({ signal }) => (await fetch('/v1/local-mails', { method: 'HEAD', signal })).ok,
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});
