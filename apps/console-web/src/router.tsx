import { createRouter } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { insideRoutes } from './routes/inside.tsx';
import { outsideRoutes } from './routes/outside.tsx';
import { root } from './routes/root.tsx';

const routeTree = root.addChildren([outsideRoutes, insideRoutes]);

/** The router and what the pages know. When the session ends, everything known is forgotten and the way leads to sign-in. */
export function openConsole() {
  const queries = queryClient((reason) => void leave(reason));
  const router = createRouter({
    routeTree,
    context: { queries, leave },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
  async function leave(why: string): Promise<void> {
    queries.clear();
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    await router.navigate({ to: '/sign-in', search: { next: href, why } });
  }
  return { router, queries };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openConsole>['router'];
  }
}
