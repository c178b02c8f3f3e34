/** The pages of the console that mails point to. */
export interface Links {
  readonly verifyEmail: (secret: string) => string;
  readonly resetPassword: (secret: string) => string;
  readonly requestReset: string;
  readonly signIn: string;
  readonly authTokens: string;
  readonly myLicense: string;
}

/**
 * Links below the console's address. A secret rides in the fragment, which no browser sends: so it reaches no access log, no
 * proxy and no Referer. It is written so that it cannot leave its place.
 */
export function linksBelow(appUrl: string): Links {
  const page = (path: string, secret?: string): string => {
    const url = new URL(appUrl.replace(/\/+$/, '') + path);
    if (secret !== undefined) url.hash = new URLSearchParams({ secret }).toString();
    return url.href;
  };
  return {
    verifyEmail: (secret) => page('/verify-email', secret),
    resetPassword: (secret) => page('/reset-password', secret),
    requestReset: page('/forgot-password'),
    signIn: page('/sign-in'),
    authTokens: page('/workspace/auth-tokens'),
    myLicense: page('/workspace/my-license'),
  };
}
