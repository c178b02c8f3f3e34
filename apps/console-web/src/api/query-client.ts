import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { problemIn } from './problem.ts';

const ended = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'SESSION_REVOKED'];

/** Whether the session is over, whoever ended it. */
export const isSignedOut = (error: unknown): boolean => ended.includes(problemIn(error)?.reason ?? '');

const worthRepeating = (error: unknown): boolean => problemIn(error)?.retryable ?? true;

/** Whether what is known could not be asked for again: it may be old. */
export const isBehind = ({ status, data }: { readonly status: string; readonly data: unknown }): boolean =>
  status === 'error' && data !== undefined;

/** How often one asks again for what cannot be had at the moment. */
export const againMs = 5_000;

interface Told {
  /** Any answer says that the session is over: why. */
  readonly onSignedOut: (reason: string) => void;
  /** What was asked for is in a workspace that the person is not, or no longer, a member of. */
  readonly onNoWorkspace: (asked: QueryKey) => void;
}

/**
 * What the pages know. Nothing is written to the browser's storage, so that a token is never kept there.
 */
export function queryClient({ onSignedOut, onNoWorkspace }: Told): QueryClient {
  const tell = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut(problemIn(error)?.reason ?? '');
  };
  return new QueryClient({
    mutationCache: new MutationCache({ onError: tell }),
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        tell(error);
        if (problemIn(error)?.reason === 'WORKSPACE_NOT_FOUND') onNoWorkspace(queryKey);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && worthRepeating(error),
        refetchOnWindowFocus: true,
        // An open page that was not answered goes on by itself.
        refetchInterval: ({ state }) => (isBehind(state) ? againMs : false),
      },
      // What was asked for without a network is refused at once, not done later when nobody expects it any more.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
