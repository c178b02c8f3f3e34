import { ConfigError } from '@platform/config';
import { flushTraces, type Logger, logger } from '@platform/telemetry';
import { ending } from './ending.ts';
import { giveBackAtRest } from './give-back.ts';
import { type HealthServer, healthServer } from './health-server.ts';

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

/** `EX_CONFIG` is 78 in sysexits, but contract §5.9 says 64 for a bad configuration. */
const badConfig = 64;
const longestStop = 10_000;

/**
 * Runs one service as a process: reads its configuration (all problems at once on standard error, exit 64), serves its
 * health, starts it, says `ready`, and stops it in order at SIGTERM, SIGINT or when the parent is gone (HOUSE_CHILD=1).
 * A stop that takes longer than 10 s, a second signal or an error that nobody caught ends the process with 1.
 */
export async function run<Config extends RunConfig>({ name, readConfig, start }: Service<Config>): Promise<void> {
  const config = configOrExit(name, readConfig);
  const log = logger(name, { level: config.LOG_LEVEL });
  dieOfBugs(log);
  const asked = ending(() => exit(log, 'stopped twice'));
  let state: Running | 'starting' | 'stopping' = 'starting';
  const problems = () => (typeof state === 'string' ? [`the service is ${state}`] : state.problems());
  try {
    const health = await healthServer(config.HTTP_ADDRESS, problems);
    void asked.then((cause) => log.info({ cause }, 'stopping'));
    const running = await Promise.race([start(config), lateStop(asked)]);
    state = running;
    const { grpc, http } = running;
    log.info({ grpc, http, health: health.address, problems: problems() }, 'ready');
    void giveBackAtRest(log);
    void asked.then(() => {
      state = 'stopping';
      return stop(running, health, log);
    });
  } catch (error) {
    log.fatal({ err: error }, 'the service could not start');
    process.exit(1);
  }
}

function configOrExit<Config>(name: string, readConfig: () => Config): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exit(badConfig);
  }
}

/** A service that is asked to stop while it starts may finish its start first, but not for ever. */
async function lateStop(asked: Promise<unknown>): Promise<never> {
  await asked;
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('asked to stop while starting, and the start did not end')), longestStop).unref();
  });
}

async function stop(running: Running, health: HealthServer, log: Logger): Promise<void> {
  const began = performance.now();
  setTimeout(() => exit(log, 'the stop took too long'), longestStop).unref();
  try {
    await running.stop();
    await flushTraces();
    await health.close();
  } catch (error) {
    log.error({ err: error }, 'the service did not stop cleanly');
    process.exit(1);
  }
  log.info({ milliseconds: Math.round(performance.now() - began) }, 'stopped');
  process.exit(0);
}

/** What nobody caught leaves a process in an unknown state: say it and end; whoever watches starts it again. */
function dieOfBugs(log: Logger): void {
  process.on('uncaughtException', (err) => exit(log, 'an error that nobody caught', err));
  process.on('unhandledRejection', (err) => exit(log, 'a rejection that nobody handled', err));
}

function exit(log: Logger, why: string, err?: unknown): never {
  log.fatal({ ...(err !== undefined && { err }) }, why);
  process.exit(1);
}
