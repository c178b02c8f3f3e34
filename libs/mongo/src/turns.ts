/** Runs work that concerns the same things one after the other, in the order of asking. */
export type Turns = <T>(things: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * Within one process changes of an aggregate take turns instead of racing; races are left to other processes.
 * Who asks joins all queues at once, so two who want the same things in another order cannot block each other.
 * NOTE: work that waits for a turn on its own things waits forever.
 */
export function turns(): Turns {
  const last = new Map<string, Promise<void>>();
  return (things, work) => {
    const before = things.flatMap((thing) => last.get(thing) ?? []);
    const turn = before.length === 0 ? work() : Promise.all(before).then(work);
    const over = turn.then(
      () => {},
      () => {},
    );
    for (const thing of things) last.set(thing, over);
    void over.then(() => {
      for (const thing of things) if (last.get(thing) === over) last.delete(thing);
    });
    return turn;
  };
}
