import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pages } from '../pages.ts';
import { Outside } from '../shell/outside.tsx';
import { root } from './root.tsx';
import { afterSignIn } from './search.ts';

const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: Outside });
const under = () => outside;

const signIn = createRoute({
  getParentRoute: under,
  path: pages.signIn.path,
  validateSearch: afterSignIn,
  component: lazyRouteComponent(() => import('../features/sign-in/page.tsx'), 'SignInPage'),
});

/** The pages before one is signed in. */
export const outsideRoutes = outside.addChildren([signIn]);
