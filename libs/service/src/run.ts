/** A service that has started. */
export interface Running {
  /** Stops everything it started, in order; see inOrder. */
  stop(): Promise<void>;
  /** What keeps it from being ready, in words; empty when it is ready. */
  problems(): readonly string[];
  /** The address of its gRPC server. */
  readonly grpc?: string;
  /** The address of an HTTP server of its own (the public one, not the health server). */
  readonly http?: string;
}

/** What `run` itself needs of a service's configuration. */
export interface RunConfig {
  /** Where /livez, /readyz and /metrics are served. */
  readonly HTTP_ADDRESS: string;
  readonly LOG_LEVEL?: string | undefined;
}

export interface Service<Config extends RunConfig> {
  readonly name: string;
  readonly readConfig: () => Config;
  readonly start: (config: Config) => Promise<Running>;
}

/** Runs one service as a process. */
export async function run<Config extends RunConfig>(_service: Service<Config>): Promise<void> {
  throw new Error('under construction');
}
