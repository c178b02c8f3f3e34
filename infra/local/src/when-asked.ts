/**
 * Aborted, with the cause as its reason, when this program is to end: a signal, or the loss of whoever started it. A
 * second signal ends the process at once; the guards then stop what still runs.
 */
export function whenAsked(): AbortSignal {
  const over = new AbortController();
  let asked = false;
  const ask = (cause: string) => {
    if (asked) process.exit(1);
    asked = true;
    over.abort(cause);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);
  process.once('disconnect', () => over.abort('the starter is gone'));
  return over.signal;
}
