export type Stop = () => unknown;

/**
 * One stop out of several, run one after the other: give them in the order in which they must happen (doors first,
 * database last). A stop that fails does not keep the others from running; what failed is thrown at the end.
 * Calling it again waits for the first run.
 */
export function inOrder(...stops: readonly Stop[]): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= stopAll(stops);
    return running;
  };
}

async function stopAll(stops: readonly Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops) {
    try {
      await stop();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} parts did not stop cleanly`);
  if (failures.length === 1) throw failures[0];
}
