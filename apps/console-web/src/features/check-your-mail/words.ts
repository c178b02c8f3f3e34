/** Every sentence of the page. */
export const words = {
  title: 'Check your mail',
  sent: 'A mail is on its way to',
  follow: 'Open the link in it to go on. It works once and for a day.',
  late: 'Nothing there after some minutes? Look among the unwanted mail, too. Only a few mails an hour go to one address.',
  wrong: 'Wrong address?',
  again: 'Start again',
  unknown: 'Which address did you sign up with? We send the mail again.',
  done: 'Verified already?',
  signIn: 'Sign in',
} as const;
