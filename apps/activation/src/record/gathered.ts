/**
 * Hands over together what is given within one turn of the microtasks, in order; whoever gave it learns when that is done. Calls that
 * waited for the same thing go on in the same turn, so that nobody waits for others here.
 */
export function gathered<T>(handOver: (all: readonly T[]) => void): (one: T) => Promise<void> {
  let waiting: T[] = [];
  let turn: Promise<void> | undefined;
  const over = (): void => {
    const all = waiting;
    [waiting, turn] = [[], undefined];
    handOver(all);
  };
  return (one) => {
    waiting.push(one);
    turn ??= Promise.resolve().then(over);
    return turn;
  };
}
