/** Every sentence of the page. */
export const words = {
  title: 'Set a new password',
  purpose: 'All your sessions end with it, on every device.',
  password: 'New password',
  submit: 'Set the password',
  noLink:
    'Open the link in the mail that we sent you: it brings what this page needs. Is the mail gone? Have a new one sent.',
  refused: {
    VERIFICATION_TOKEN_INVALID: {
      title: 'This link does not work any more',
      text: 'It was used already, a newer mail has replaced it, or it is not complete. Your password is as it was.',
    },
    VERIFICATION_TOKEN_EXPIRED: {
      title: 'This link has run out',
      text: 'It held for an hour. Your password is as it was.',
    },
    USER_SUSPENDED: {
      title: 'This account is suspended',
      text: 'Its password cannot be changed now. Write to support; they see why.',
    },
  },
  newMail: 'Have a new mail sent',
  done: 'Your new password is set',
  ended: 'All your sessions have ended, on every device. Sign in with the new password to go on.',
  signIn: 'Sign in',
} as const;
