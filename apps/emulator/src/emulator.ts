import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '@platform/kernel';
import { writePrivate } from '@platform/private-file';
import { grpcDoor } from './activation/grpc-door.ts';
import { httpDoor } from './activation/http-door.ts';
import type { Door } from './activation/outcome.ts';
import { attemptMs } from './activation/retrying.ts';
import type { Start } from './activation/start-request.ts';
import { banner, type Failure, reasonText } from './banner.ts';
import { ciContext } from './ci-evidence.ts';
import type { Config, Environment } from './config.ts';
import { presented } from './credential.ts';
import { statusApp } from './http/app.ts';
import { takeGate } from './http/gate.ts';
import { guardClock } from './license/clock-guard.ts';
import { type License, timeBeside } from './license/license.ts';
import { type Obtain, obtainLicense } from './license/obtain.ts';
import { renewer } from './license/renew.ts';
import { startRenewal } from './license/renewal.ts';
import { type Log, lineLog, silentAboutLicenses } from './log.ts';
import { machineId } from './machine.ts';
import { realTime, type Time } from './time.ts';

export const EXIT_ACTIVATION_FAILED = 55;

/** A start that failed: the banner is printed, the process ends with this code. */
export class ActivationFailed extends Error {
  readonly exitCode = EXIT_ACTIVATION_FAILED;
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(reasonText(failure));
    this.name = 'ActivationFailed';
    this.failure = failure;
  }
}

export interface Emulator {
  /** `http://host:port` */
  readonly url: string;
  license(): License;
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly env: Environment;
  readonly write: (text: string) => void;
  readonly clock?: Clock;
  readonly time?: Time;
}

const doorTo = (endpoint: string): Door => {
  const { protocol, host } = new URL(endpoint);
  return protocol === 'grpc:' ? grpcDoor(host, attemptMs) : httpDoor(endpoint, attemptMs);
};

function startOf(config: Config, env: Environment): Start {
  const isDocker = config.IS_DOCKER || existsSync('/.dockerenv');
  return {
    version: config.LOCALSTACK_VERSION,
    machineId: machineId(config.LICENSE_CACHE_DIR, isDocker),
    sessionId: randomUUID(),
    isDocker,
    ci: ciContext(env),
  };
}

/** Support can read why a silent start failed: the reason is written down even when nothing is logged. */
function writeDown(config: Config, failure: Failure, clock: Clock): void {
  const { reason, decisionId } = failure;
  const text = { at: clock.now().toISOString(), reason, message: reasonText(failure), decision_id: decisionId ?? null };
  try {
    writePrivate(join(config.LICENSE_CACHE_DIR, 'license-decision.json'), `${JSON.stringify(text, null, 2)}\n`);
  } catch {
    // The folder cannot be written; the exit code still tells.
  }
}

async function firstLicense(config: Config, obtain: Obtain, log: Log): Promise<License> {
  const obtained = await obtainLicense(obtain);
  if (!obtained.ok) {
    log.banner(banner(obtained.failure, config.APP_URL));
    writeDown(config, obtained.failure, obtain.clock);
    throw new ActivationFailed(obtained.failure);
  }
  for (const warning of obtained.warnings) log.warn(warning);
  log.info(
    obtained.license.mode === 'offline'
      ? 'Started offline on the license of the last activation'
      : 'Successfully activated license',
  );
  return obtained.license;
}

/**
 * Starts the emulator side: takes its address, obtains a license (unless ACTIVATE_PRO=0), then serves the status endpoints and
 * renews. Raises CannotListen before anybody is asked, and ActivationFailed after printing the banner when no license is to
 * be had (S-88, S-113).
 */
export async function startEmulator(
  config: Config,
  { env, write, clock = systemClock, time = realTime }: Surroundings,
): Promise<Emulator> {
  const log = config.LOG_LICENSE_ISSUES ? lineLog(write, clock) : silentAboutLicenses(lineLog(write, clock));
  const startedAt = clock.now();
  const start = startOf(config, env);
  const gate = await takeGate(config.GATEWAY_LISTEN);
  const door = doorTo(config.API_ENDPOINT);
  const obtain: Obtain = {
    start,
    credential: presented(config.LOCALSTACK_AUTH_TOKEN, config.LOCALSTACK_API_KEY),
    door,
    folder: config.LICENSE_CACHE_DIR,
    trusted: config.LICENSE_KEYS,
    host: new URL(config.API_ENDPOINT).hostname,
    clock,
    time,
  };
  const close = async () => {
    await gate.close();
    door.close();
  };
  try {
    const first: License = config.ACTIVATE_PRO ? await firstLicense(config, obtain, log) : { mode: 'off' };
    const { license, stop } = keepLicense(first, obtain, log);
    gate.open(statusApp({ start, startedAt, clock, license }));
    return {
      url: gate.url,
      license,
      stop: () => {
        stop();
        return close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Renews the license of a running emulator, and remembers the time that it sees. */
function keepLicense(first: License, obtain: Obtain, log: Log): { license(): License; stop(): void } {
  const { folder, clock, time } = obtain;
  let current = first;
  const license = () => current;
  const ask = renewer(obtain, license, log);
  const renew = async () => {
    const next = await ask();
    current = next ?? current;
    return next !== undefined;
  };
  const renewal = startRenewal({ current: license, renew, now: clock.now, time });
  const guard = guardClock({ folder, now: () => timeBeside(current, clock.now()), time });
  return {
    license,
    stop: () => {
      renewal.stop();
      guard.stop();
    },
  };
}
