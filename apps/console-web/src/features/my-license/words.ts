type State = 'none' | 'assigned_valid' | 'assigned_but_subscription_expired' | 'assigned_but_suspended';

/** Every sentence of the page. */
export const words = {
  title: 'My License',
  purpose: 'Whether LocalStack starts for you, and why.',
  parts: { licensing: 'Your license', token: 'Your Auth Token', legacy: 'Legacy keys' },
  license: {
    title: 'License',
    badge: {
      none: 'Not assigned',
      assigned_valid: 'Valid',
      assigned_but_subscription_expired: 'Expired',
      assigned_but_suspended: 'Suspended',
    } satisfies Record<State, string>,
    because: {
      none: 'You have no license, because:',
      assigned_valid: 'You have a license, because:',
      assigned_but_subscription_expired: 'LocalStack does not start for you, because:',
      assigned_but_suspended: 'LocalStack does not start for you, because:',
    } satisfies Record<State, string>,
    fix: 'What helps',
    ask: 'Who can help',
    plan: 'Plan',
    kinds: { trial: 'with all features', paid: '' },
    until: 'Valid until',
    ended: 'Ended',
    since: 'Assigned',
    workspace: 'Workspace',
    away: 'Your license cannot be shown right now. It works on as before; this comes back by itself.',
  },
  trial: {
    left: (days: number, of: number) =>
      days < 1 ? 'The last day of the trial' : `${days} of ${of} trial ${of === 1 ? 'day' : 'days'} left`,
    label: 'Trial days left',
  },
  start: 'Start 14-day trial',
  take: 'Assign it to me',
  steps: {
    title: 'Your first start',
    label: 'Steps to the first start of LocalStack',
    complete: 'LocalStack has started with your license.',
    lastUsed: 'Last start',
    account: 'Your account',
    workspace: (name: string) => `The workspace ${name}`,
    license: 'Your license',
    token: 'Your Auth Token is in your hands',
    activation: 'LocalStack has started with it',
    detail: {
      license: 'Without one LocalStack does not start, even with a valid Auth Token.',
      token: 'Copy it, and give it to LocalStack once.',
      activation: 'Start LocalStack with the token. This is ticked the moment it does.',
      away: 'Not known right now.',
    },
    toTokens: 'Get your Auth Token',
    toUse: 'See how to start it',
  },
} as const;
