/** Runs work of one name one after the other; work of other names at the same time. */
export type Lanes = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lanes keep the requests of one process from losing races to each other over one busy aggregate. They save repetitions
 * and decide nothing: other processes are held off by versions alone.
 */
export function lanes(): Lanes {
  const ends = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const mine = (ends.get(name) ?? Promise.resolve()).then(work);
    const end = mine
      .catch(() => {})
      .then(() => {
        if (ends.get(name) === end) ends.delete(name);
      });
    ends.set(name, end);
    return mine;
  };
}
