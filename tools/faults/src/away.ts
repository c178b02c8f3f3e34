import type { House } from '@platform/dev';

/** How a service can be away: it does not answer any more, or there is nothing that could. */
export const absences = {
  hangs: {
    begin: async ({ process }: House, name: string) => process(name).kill('SIGSTOP'),
    end: async ({ process }: House, name: string) => process(name).kill('SIGCONT'),
    /** A neighbour that does not answer is waited for; one whose door is closed is known to be away at once. */
    reason: 'DEADLINE_EXCEEDED',
  },
  'is dead': {
    begin: ({ kill }: House, name: string) => kill(name),
    end: ({ restart }: House, name: string) => restart(name),
    reason: 'DEPENDENCY_UNAVAILABLE',
  },
} as const;

export type Absence = keyof typeof absences;

/** Lets a service be away while something is done; it is back afterwards, whatever happened. */
export async function whileAway<T>(house: House, name: string, absence: Absence, work: () => Promise<T>): Promise<T> {
  const { begin, end } = absences[absence];
  await begin(house, name);
  try {
    return await work();
  } finally {
    await end(house, name);
  }
}

/** What somebody did, and how many milliseconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const value = await work();
  return [value, performance.now() - began];
}
