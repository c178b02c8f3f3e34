/** What tells of signals: the process. */
interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
}

/**
 * Stops at the first signal and takes no notice of further ones: Ctrl-C reaches us twice, from the terminal and from the
 * command line that started us, and a signal that nobody handles would end us in the middle of it.
 */
export function stopAtSignal(signals: Signals, stop: () => Promise<void>): void {
  let stopping = false;
  const once = () => {
    if (!stopping) void stop();
    stopping = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) signals.on(signal, once);
}
