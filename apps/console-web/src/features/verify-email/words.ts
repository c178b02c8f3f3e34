/** Every sentence of the page. */
export const words = {
  title: 'Verify your e-mail',
  moment: 'One moment: your address is being verified.',
  noLink:
    'Open the link in the mail that we sent you: it brings what this page needs. Is the mail gone? Have a new one sent.',
  refused: {
    VERIFICATION_TOKEN_INVALID: {
      title: 'This link does not work any more',
      text: 'It was used already, or it is not complete. If you have verified your address before, just sign in. Otherwise have a new mail sent.',
    },
    VERIFICATION_TOKEN_EXPIRED: {
      title: 'This link has run out',
      text: 'It held for a day. Nothing is lost: have a new mail sent and open its link.',
    },
    USER_SUSPENDED: {
      title: 'This account is suspended',
      text: 'Its address cannot be verified now. Write to support; they see why.',
    },
  },
  later: 'Your address is not verified yet',
  signIn: 'Sign in',
} as const;
