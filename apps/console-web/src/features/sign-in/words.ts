/** Every sentence of the page. */
export const words = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  forgotten: 'Forgotten password?',
  noAccount: 'No account yet?',
  signUp: 'Sign up',
  verified: 'Your e-mail address is verified. Sign in to go on.',
  newPassword: 'Set a new password',
  notConfirmed: 'Signed up a moment ago? Confirm your address first: open the link in the mail that we sent you.',
  locked: 'A new password lifts the lock at once.',
  why: {
    SESSION_EXPIRED: 'Your session has run out. Sign in to go on where you were.',
    SESSION_REVOKED: 'Your session was ended. Sign in again if that was you.',
    UNAUTHENTICATED: 'Sign in to see this page.',
  } as Readonly<Record<string, string>>,
} as const;
