import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import { pages } from '../pages.ts';
import { meQuery } from '../session/queries.ts';
import { root } from './root.tsx';
import { inboxSearch } from './search.ts';

/**
 * The mails of a development house. Nobody needs to be signed in, since the first mail comes before one can; who is, keeps
 * the frame. That nobody is there is no error here, so it is asked past what the pages know.
 */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'anybody',
  component: lazyRouteComponent(() => import('../shell/for-anybody.tsx'), 'ForAnybody'),
  beforeLoad: async ({ context: { queries } }) => {
    const known = queries.getQueryData(meQuery.queryKey);
    const me = known ?? (await call('getMe').catch(() => undefined));
    if (me && !known) queries.setQueryData(meQuery.queryKey, me);
    return { isSignedIn: me !== undefined };
  },
});

const inbox = createRoute({
  getParentRoute: () => frame,
  path: pages.inbox.path,
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('../features/inbox/page.tsx'), 'InboxPage'),
});

/** The pages that are the same for everybody. */
export const anybodyRoutes = frame.addChildren([inbox]);
