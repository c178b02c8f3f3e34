/** Every sentence of the shared pieces. */
export const words = {
  close: 'Close',
  justNow: 'just now',
  failed: { again: 'Try again', request: 'Request' },
  missing: (parts: string) => `${parts} cannot be shown right now. The rest works; this comes back by itself.`,
  copy: { idle: 'Copy', copied: 'Copied', failed: 'Not copied' },
  secret: {
    reveal: 'Reveal',
    hide: 'Hide',
    hiddenAgain: (seconds: number) => `Hidden again in ${seconds} s, or as soon as you leave this window.`,
  },
  linesFor: (tool: string) => `the lines for ${tool}`,
  steps: {
    done: 'Done: ',
    doing: 'Under way: ',
    next: 'Next: ',
    later: 'Later: ',
    failed: 'Not done: ',
    unknown: 'Not known: ',
  },
} as const;
