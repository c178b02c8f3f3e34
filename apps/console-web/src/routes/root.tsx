import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { PageFailed } from '../shell/page-failed.tsx';
import { PageNotFound } from '../shell/page-not-found.tsx';
import { useArrival } from '../shell/use-arrival.ts';

export interface RouteContext {
  readonly queries: QueryClient;
  /** Forgets everything and leads to sign-in; `why` is the reason of the refusal. */
  readonly leave: (why: string) => Promise<void>;
  /** Ends the session, then leaves. Raises ProblemError where it could not be ended: one is still signed in. */
  readonly signOut: () => Promise<void>;
}

export const root = createRootRouteWithContext<RouteContext>()({
  component: Root,
  errorComponent: PageFailed,
  notFoundComponent: PageNotFound,
});

function Root() {
  useArrival();
  return <Outlet />;
}
