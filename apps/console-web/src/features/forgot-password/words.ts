/** Every sentence of the page. */
export const words = {
  title: 'Forgotten password',
  purpose: 'Give your address: a mail brings a link with which you set a new one.',
  email: 'E-mail',
  submit: 'Send the mail',
  back: 'Back to sign-in',
  sent: 'Check your mail',
  onItsWay: (email: string) => `If ${email} has an account, a mail with a link is on its way there.`,
  follow: 'The link works once and for an hour; only the one in the newest mail counts.',
  other: 'Another address',
} as const;
