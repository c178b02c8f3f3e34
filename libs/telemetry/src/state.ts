/** What the --import file has turned on in this process. */
export interface State {
  tracing: boolean;
  metricsText?: () => Promise<string>;
  flush?: () => Promise<void>;
}

const key = Symbol.for('platform.telemetry');

/** One per process, even where two copies of this module are loaded (sources in tests, dist elsewhere). */
export const state: State = shared();

function shared(): State {
  const house = globalThis as { [key]?: State };
  house[key] ??= { tracing: false };
  return house[key];
}
