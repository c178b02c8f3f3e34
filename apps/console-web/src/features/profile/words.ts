/** Every sentence of the page. */
export const words = {
  title: 'Profile and sessions',
  purpose: 'How you are called, how you sign in, and where you are signed in.',
  you: {
    title: 'You',
    name: 'Name',
    email: 'E-mail',
    emailSays: 'It is the address that you sign in with; it cannot be changed here.',
    locale: 'Dates and numbers',
    localeSays: 'The form in which dates are written. The console itself speaks English.',
    timeZone: 'Time zone',
    timeZoneSays: 'All times are shown in it.',
    asBrowser: (zone: string) => `As this browser (${zone})`,
    utc: 'UTC',
    save: 'Save',
    nothing: 'Nothing is changed yet.',
    saved: 'Saved:',
    changed: { name: 'name', locale: 'dates and numbers', time_zone: 'time zone' },
    elsewhere: 'Your profile was changed elsewhere meanwhile. What you typed is still here and not saved.',
    takeOver: 'Show what is saved',
  },
  password: {
    title: 'Password',
    says: 'Changing it ends all your other sessions at once; this one stays.',
    ends: (count: number) =>
      count === 0
        ? 'You have no other session.'
        : `${count} other ${count === 1 ? 'session ends' : 'sessions end'} when you change it; this one stays.`,
    old: 'Old password',
    fresh: 'New password',
    save: 'Change password',
    done: 'Your password is changed.',
    ended: (count: number) =>
      count === 0
        ? 'No other session was open.'
        : `${count} other ${count === 1 ? 'session has' : 'sessions have'} ended.`,
  },
  sessions: {
    title: 'Sessions',
    says: 'Browsers and programs that are signed in as you. End what you do not know, and then change your password.',
    columns: {
      created: 'Signed in',
      seen: 'Last seen',
      expires: 'Ends at the latest',
    },
    current: 'This one',
    never: 'not yet',
    end: 'End',
    endOf: (what: string) => `End the session of ${what}`,
    endOthers: (count: number) => `Sign out everywhere else (${count})`,
    noOthers: 'You are signed in nowhere else.',
    ended: (what: string) => `The session of ${what} has ended.`,
    endedOthers: (count: number) =>
      count === 1 ? 'One other session has ended.' : `${count} other sessions have ended.`,
    dismiss: 'Dismiss',
  },
  confirm: {
    title: (what: string) => `End the session of ${what}?`,
    seen: 'It was last seen',
    from: (address: string) => `from ${address}.`,
    effect:
      'Every page that is open in it goes to sign-in at once. What is typed there and not saved is lost. Auth Tokens and running emulators are not touched.',
    othersTitle: (count: number) => `Sign out everywhere else: ${count} ${count === 1 ? 'session' : 'sessions'}?`,
    others: 'These end at once:',
    stays: 'This one stays. Auth Tokens and running emulators are not touched.',
    cancel: 'Keep',
  },
} as const;
