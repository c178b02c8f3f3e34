import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { problemIn } from '../api/problem.ts';
import { isSignedOut } from '../api/query-client.ts';
import { pages } from '../pages.ts';
import { chooseWorkspace, lastWorkspace, rememberWorkspace } from '../session/last-workspace.ts';
import { meQuery, overviewQuery, workspacesQuery } from '../session/queries.ts';
import { root } from './root.tsx';
import { authTokensSearch, myLicenseSearch, workspaceSearch } from './search.ts';

/** Asks who is there before anything is shown; nobody is led to sign-in and back again afterwards. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  validateSearch: workspaceSearch,
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
  beforeLoad: async ({ context: { queries }, location }) => {
    try {
      await Promise.all([queries.ensureQueryData(meQuery), queries.ensureQueryData(workspacesQuery)]);
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { next: location.href, ...whyOf(error) } });
      throw error;
    }
  },
});

/** Who had a session is told why it is over; who had none is only asked to sign in. */
const whyOf = (error: unknown): { readonly why?: string } => {
  const reason = problemIn(error)?.reason;
  return reason && reason !== 'UNAUTHENTICATED' ? { why: reason } : {};
};

/** Chooses the workspace; without any, the first one is made. */
const inWorkspace = createRoute({
  getParentRoute: () => inside,
  id: 'workspace',
  beforeLoad: async ({ context: { queries }, search }) => {
    const all = await queries.ensureQueryData(workspacesQuery);
    if (all.length === 0) throw redirect({ to: '/workspaces/new' });
    const chosen = chooseWorkspace(all, search.ws, lastWorkspace());
    if (!chosen) throw redirect({ to: '.', search: {} });
    rememberWorkspace(chosen.workspace.id);
    return { workspaceId: chosen.workspace.id };
  },
  loader: ({ context: { queries, workspaceId } }) => queries.prefetchQuery(overviewQuery(workspaceId)),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/workspace/my-license' });
  },
});

const newWorkspace = createRoute({
  getParentRoute: () => inside,
  path: pages.newWorkspace.path,
  component: lazyRouteComponent(() => import('../features/new-workspace/page.tsx'), 'NewWorkspacePage'),
});

const myLicense = createRoute({
  getParentRoute: () => inWorkspace,
  path: pages.myLicense.path,
  validateSearch: myLicenseSearch,
  component: lazyRouteComponent(() => import('../features/my-license/page.tsx'), 'MyLicensePage'),
});

const profile = createRoute({
  getParentRoute: () => inside,
  path: pages.profile.path,
  component: lazyRouteComponent(() => import('../features/profile/page.tsx'), 'ProfilePage'),
});

const authTokens = createRoute({
  getParentRoute: () => inWorkspace,
  path: pages.authTokens.path,
  validateSearch: authTokensSearch,
  component: lazyRouteComponent(() => import('../features/auth-tokens/page.tsx'), 'AuthTokensPage'),
});

/** The pages of somebody who is signed in. */
export const insideRoutes = inside.addChildren([
  home,
  newWorkspace,
  profile,
  inWorkspace.addChildren([myLicense, authTokens]),
]);
