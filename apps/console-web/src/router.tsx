import { type AnyRouteMatch, createRouter } from '@tanstack/react-router';
import { call } from './api/client.ts';
import { queryClient } from './api/query-client.ts';
import { anybodyRoutes } from './routes/inbox.tsx';
import { insideRoutes } from './routes/inside.tsx';
import { outsideRoutes } from './routes/outside.tsx';
import { root } from './routes/root.tsx';
import { takeOut } from './session/take-out.ts';

const routeTree = root.addChildren([outsideRoutes, insideRoutes, anybodyRoutes]);

/** The router and what the pages know. When the session ends, everything known is forgotten and the way leads to sign-in. */
export function openConsole() {
  const queries = queryClient({
    onSignedOut: (reason) => void leave(reason),
    onNoWorkspace: ([what, id]) => what === 'overview' && void takeOut(queries, String(id)),
  });
  const router = createRouter({
    routeTree,
    context: { queries, leave, signOut },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
  let isLeaving = false;
  let isWanted = false;
  async function leave(why: string): Promise<void> {
    const { pathname, searchStr } = router.state.location;
    // A page that is still on its way finds out by itself, before one is signed in there is nothing to leave, and the first
    // reason is the one that counts.
    if (isLeaving || !router.state.matches.some(isOfSomebody)) return;
    isLeaving = true;
    try {
      const isNews = why !== '' && !isWanted;
      await router.navigate({ to: '/sign-in', search: isNews ? { next: `${pathname}${searchStr}`, why } : {} });
    } finally {
      queries.clear();
      isLeaving = false;
    }
  }
  // The page may hear that the session is over before its own wish is answered: that is no news then.
  async function signOut(): Promise<void> {
    isWanted = true;
    try {
      await call('signOut');
      await leave('');
    } finally {
      isWanted = false;
    }
  }
  return { router, queries };
}

/** Whether it is there for who is signed in: a page inside, or one that anybody may see in the frame of those who are. */
const isOfSomebody = ({ routeId, status, context }: AnyRouteMatch): boolean =>
  status === 'success' && (routeId === '/inside' || (routeId === '/anybody' && context.isSignedIn === true));

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openConsole>['router'];
  }
}
