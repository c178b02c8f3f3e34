/** What is said where the gateway itself could say nothing. */
export const words = {
  unreachable: {
    title: 'The console cannot be reached',
    detail: 'No answer came from the server.',
    fix: 'Check your connection; the page goes on by itself once it is back.',
  },
  inTheWay: {
    title: 'Something is in the way',
    detail: (status: number) => `The server answered ${status}.`,
    fix: 'Try again in a moment.',
  },
} as const;
