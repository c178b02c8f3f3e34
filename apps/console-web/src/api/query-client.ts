import { QueryCache, QueryClient } from '@tanstack/react-query';
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

/**
 * What the pages know. Nothing is written to the browser's storage, so that a token is never kept there. `onSignedOut` is
 * told when any answer says that the session is over.
 */
export const queryClient = (onSignedOut: (reason: string) => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut(problemIn(error)?.reason ?? '');
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
