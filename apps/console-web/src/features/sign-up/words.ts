/** Every sentence of the page. */
export const words = {
  title: 'Sign up',
  purpose: 'An account, then a workspace and its free trial. It takes two minutes.',
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign up',
  hasAccount: 'Have an account?',
  signIn: 'Sign in',
} as const;
