/** Every sentence of the pieces that several forms are made of. */
export const words = {
  show: 'Show what is typed',
  email: 'E-mail',
  sendMail: 'Send a new mail',
  sendAgain: 'Send it again',
  sentAgain: (email: string) => `Another mail is on its way to ${email}.`,
  coolDown: (seconds: number) => `You can ask for another one in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  from: (time: string) => `You can try again from ${time}.`,
  inSeconds: (seconds: number) => `You can try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  /** Instead of what the reference tells programs to do. */
  fix: {
    DEPENDENCY_UNAVAILABLE: 'Try again in a moment; what you typed stays.',
    DEADLINE_EXCEEDED: 'Try again in a moment; what you typed stays.',
    RATE_LIMITED: '',
  } as Readonly<Record<string, string>>,
  password: {
    empty: (least: number) => `${least} characters or more; spaces count. A few unrelated words are easy to remember.`,
    more: (missing: number) => `${missing} more ${missing === 1 ? 'character' : 'characters'} to go.`,
    enough: 'Long enough.',
  },
  invalid: {
    missing: 'Fill this in.',
    short: (least: number) => `Give at least ${least} characters.`,
    long: (most: number) => `Give at most ${most} characters.`,
  },
} as const;
