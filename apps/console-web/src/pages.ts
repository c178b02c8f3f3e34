/** Who may see a page: anybody; who is signed in; a member of a workspace. */
export type PageNeeds = 'nobody' | 'session' | 'workspace';

/** A page of the console: the table of contents, from which the routes, the palette and the pictures are made. */
export interface Page {
  readonly path: string;
  /** As the sources call it. */
  readonly name: string;
  readonly needs: PageNeeds;
  /** Where it stands in the sidebar; absent for pages that one is led to. */
  readonly group?: 'Workspace' | 'Account' | 'Development';
  /** `g` and this key go there. */
  readonly key?: string;
}

export const pages = {
  signUp: { path: '/sign-up', name: 'Sign up', needs: 'nobody' },
  checkYourMail: { path: '/check-your-mail', name: 'Check your mail', needs: 'nobody' },
  verifyEmail: { path: '/verify-email', name: 'Verify your e-mail', needs: 'nobody' },
  signIn: { path: '/sign-in', name: 'Sign in', needs: 'nobody' },
  forgotPassword: { path: '/forgot-password', name: 'Forgotten password', needs: 'nobody' },
  resetPassword: { path: '/reset-password', name: 'Set a new password', needs: 'nobody' },
  newWorkspace: { path: '/workspaces/new', name: 'New workspace', needs: 'session' },
  myLicense: { path: '/workspace/my-license', name: 'My License', needs: 'workspace', group: 'Workspace', key: 'l' },
  authTokens: { path: '/workspace/auth-tokens', name: 'Auth Tokens', needs: 'workspace', group: 'Workspace', key: 't' },
  profile: { path: '/profile', name: 'Profile and sessions', needs: 'session', group: 'Account', key: 'p' },
  inbox: { path: '/inbox', name: 'Local mail', needs: 'nobody', group: 'Development', key: 'm' },
} as const satisfies Record<string, Page>;

export type PageId = keyof typeof pages;

/** The name of the page at an address; undefined where there is none. */
export const nameAt = (path: string): string | undefined =>
  Object.values(pages).find((page) => page.path === path)?.name;
