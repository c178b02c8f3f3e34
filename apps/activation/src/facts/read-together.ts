/** Reads one key; calls that come at the same time may share a round trip. */
export type Read<Key, Value> = (key: Key) => Promise<Value>;

interface Waiting<Key, Value> {
  readonly key: Key;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/**
 * Lets reads that wait at the same moment share one round trip. Every read begins after it was asked for, so it sees
 * all that was acknowledged before: nothing is remembered and nothing is shared with a read that has begun.
 * `atOnce` round trips may be under way; meanwhile the waiting ones gather, which makes batches larger the more there is to do.
 */
export function readTogether<Key, Value>(
  readAll: (keys: readonly Key[]) => Promise<readonly Value[]>,
  { atOnce, most }: { readonly atOnce: number; readonly most: number },
): Read<Key, Value> {
  let waiting: Waiting<Key, Value>[] = [];
  let underWay = 0;
  let scheduled = false;

  const begin = (): void => {
    scheduled = false;
    while (waiting.length > 0 && underWay < atOnce) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      underWay += 1;
      void round(batch);
    }
  };
  const round = async (batch: readonly Waiting<Key, Value>[]): Promise<void> => {
    try {
      const values = await readAll(batch.map(({ key }) => key));
      for (const [index, { resolve }] of batch.entries()) resolve(values[index] as Value);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      underWay -= 1;
      begin();
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (scheduled || underWay >= atOnce) return;
      scheduled = true;
      // After everything that has arrived in this turn of the loop.
      setImmediate(begin);
    });
}
