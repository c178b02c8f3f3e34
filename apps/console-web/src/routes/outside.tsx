import { createRoute, lazyRouteComponent, type ParsedLocation, redirect } from '@tanstack/react-router';
import { pages } from '../pages.ts';
import { keepLink, linkTo, type MailedLink, type SecretPage } from '../session/mailed-secret.ts';
import { Outside } from '../shell/outside.tsx';
import { root } from './root.tsx';
import { afterSignIn } from './search.ts';

const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: Outside });
const under = () => outside;

const signUp = createRoute({
  getParentRoute: under,
  path: pages.signUp.path,
  component: lazyRouteComponent(() => import('../features/sign-up/page.tsx'), 'SignUpPage'),
});

const checkYourMail = createRoute({
  getParentRoute: under,
  path: pages.checkYourMail.path,
  component: lazyRouteComponent(() => import('../features/check-your-mail/page.tsx'), 'CheckYourMailPage'),
});

/** A mail's secret leaves the address bar and the history before the page is shown; the page finds it in its context. */
const takeSecret =
  (page: SecretPage) =>
  ({ location }: { readonly location: ParsedLocation }): { readonly link: MailedLink } => {
    if (location.hash === '') return { link: linkTo(page) };
    keepLink(page, location.hash);
    throw redirect({ to: pages[page].path, hash: '', replace: true });
  };

const verifyEmail = createRoute({
  getParentRoute: under,
  path: pages.verifyEmail.path,
  beforeLoad: takeSecret('verifyEmail'),
  component: lazyRouteComponent(() => import('../features/verify-email/page.tsx'), 'VerifyEmailPage'),
});

const signIn = createRoute({
  getParentRoute: under,
  path: pages.signIn.path,
  validateSearch: afterSignIn,
  component: lazyRouteComponent(() => import('../features/sign-in/page.tsx'), 'SignInPage'),
});

const forgotPassword = createRoute({
  getParentRoute: under,
  path: pages.forgotPassword.path,
  component: lazyRouteComponent(() => import('../features/forgot-password/page.tsx'), 'ForgotPasswordPage'),
});

const resetPassword = createRoute({
  getParentRoute: under,
  path: pages.resetPassword.path,
  beforeLoad: takeSecret('resetPassword'),
  component: lazyRouteComponent(() => import('../features/reset-password/page.tsx'), 'ResetPasswordPage'),
});

/** The pages before one is signed in. */
export const outsideRoutes = outside.addChildren([
  ...[signUp, checkYourMail, verifyEmail],
  ...[signIn, forgotPassword, resetPassword],
]);
