/**
 * Resolves with the cause when the house is to end: a signal, or the loss of whoever started us. A second signal ends
 * the process at once; the guards then stop what still runs.
 */
export function whenAsked(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (cause: string) => {
      if (asked) process.exit(1);
      asked = true;
      resolve(cause);
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);
    process.once('disconnect', () => resolve('the starter is gone'));
  });
}
