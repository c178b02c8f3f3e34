/** The pages of the console that mails point to. */
export interface Links {
  readonly verifyEmail: (secret: string) => string;
  readonly resetPassword: (secret: string) => string;
  readonly requestReset: string;
  readonly signIn: string;
  readonly authTokens: string;
  readonly myLicense: string;
}

/** Links below the console's address. A secret rides in the query, written so that it cannot leave it. */
export function linksBelow(appUrl: string): Links {
  const page = (path: string, query: Readonly<Record<string, string>> = {}): string => {
    const url = new URL(appUrl.replace(/\/+$/, '') + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  };
  return {
    verifyEmail: (secret) => page('/verify-email', { secret }),
    resetPassword: (secret) => page('/reset-password', { secret }),
    requestReset: page('/reset-password'),
    signIn: page('/sign-in'),
    authTokens: page('/workspace/auth-tokens'),
    myLicense: page('/workspace/my-license'),
  };
}
