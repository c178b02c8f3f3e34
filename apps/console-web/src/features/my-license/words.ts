/** Every sentence of the page. */
export const words = {
  title: 'My License',
  purpose: 'Whether LocalStack starts for you, and why.',
  parts: { licensing: 'Your license', token: 'Your Auth Token', legacy: 'Legacy keys' },
} as const;
