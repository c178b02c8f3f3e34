import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Chosen, chosen } from '../auth/choose.ts';
import type { Config, Environment } from '../config.ts';
import { CommandFailed, EXIT, type Terminal, type Told } from '../output.ts';

export interface StartOptions {
  readonly detached: boolean;
  readonly docker: boolean;
}

const patienceMs = 30_000;

/** CI variables that a container must see to tell where it runs. */
const forwarded = [
  'CI',
  'TRAVIS',
  'GITHUB_ACTIONS',
  'GITHUB_REPOSITORY',
  'GITHUB_WORKFLOW',
  'GITHUB_JOB',
  'GITHUB_RUN_ID',
  'GITHUB_RUN_ATTEMPT',
  'GITHUB_REF',
  'GITLAB_CI',
  'CI_PROJECT_PATH',
  'CIRCLECI',
  'BUILDKITE',
  'JENKINS_URL',
  'TF_BUILD',
  'CODEBUILD_BUILD_ID',
  'BITBUCKET_BUILD_NUMBER',
  'TEAMCITY_VERSION',
  'ACTIVATE_PRO',
  'LOG_LICENSE_ISSUES',
];

/** The program and its arguments. The token is handed over in the environment, never in an argument (S-121). */
export function programOf(config: Config, { docker }: StartOptions): readonly [string, readonly string[]] {
  if (!docker) return [process.execPath, [config.LOCALSTACK_EMULATOR]];
  const ports = ['-p', '4566:4566', '-p', '4510-4559:4510-4559'];
  const variables = ['LOCALSTACK_AUTH_TOKEN', 'LOCALSTACK_API_KEY', ...forwarded].flatMap((name) => ['-e', name]);
  return ['docker', ['run', '--rm', ...ports, ...variables, config.LOCALSTACK_IMAGE]];
}

/** The child's environment: a stored token becomes LOCALSTACK_AUTH_TOKEN; what the shell has set wins and stays where it is. */
export const environmentOf = (env: Environment, credential: Chosen | undefined): Environment =>
  credential?.source === 'stored' || credential?.source === 'flag'
    ? { ...env, LOCALSTACK_AUTH_TOKEN: credential.value }
    : env;

/** The exit code of a program that a signal has ended, as shells count it. */
const codeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

const ended = (child: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? codeOf(signal) : 1)));
  });

/** Runs in the foreground until it ends. Signals are handed on; when they end it, it has ended as it was asked to. */
async function untilEnded(child: ChildProcess): Promise<number> {
  const asked = new Set<number>();
  const handOn = (signal: NodeJS.Signals) => {
    asked.add(codeOf(signal));
    child.kill(signal);
  };
  process.on('SIGINT', handOn).on('SIGTERM', handOn);
  try {
    const code = await ended(child);
    return asked.has(code) ? EXIT.ok : code;
  } finally {
    process.off('SIGINT', handOn).off('SIGTERM', handOn);
  }
}

const notStarted = (program: string, error: unknown) =>
  new CommandFailed(
    EXIT.badConfiguration,
    'EMULATOR_NOT_STARTED',
    `${program} could not be started: ${error instanceof Error ? error.message : String(error)}`,
    'Set LOCALSTACK_EMULATOR to the emulator program, or install Docker for `--docker`.',
  );

async function answers(config: Config): Promise<boolean> {
  try {
    return (await fetch(`http://${config.GATEWAY_LISTEN}/_localstack/info`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

/** Runs until it answers; if it ends first, what it printed is shown and its exit code is ours. */
async function startDetached(
  config: Config,
  env: Environment,
  options: StartOptions,
  terminal: Terminal,
): Promise<Told> {
  const [program, args] = programOf(config, options);
  mkdirSync(config.CONFIG_DIR, { recursive: true, mode: 0o700 });
  const logFile = join(config.CONFIG_DIR, 'emulator.log');
  const output = openSync(logFile, 'w', 0o600);
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let exit: number | undefined;
  const end = ended(child).then((code) => {
    exit = code;
  });
  end.catch(() => {});
  for (const giveUp = performance.now() + patienceMs; performance.now() < giveUp; await pause(50)) {
    if (child.pid === undefined) await end.catch((error) => Promise.reject(notStarted(program, error)));
    if (exit !== undefined) {
      terminal.err(readFileSync(logFile, 'utf8'));
      throw new CommandFailed(
        exit,
        'EMULATOR_ENDED',
        `The emulator ended with exit code ${exit}.`,
        `Its log is ${logFile}.`,
      );
    }
    if (await answers(config)) {
      child.unref();
      return {
        data: { pid: child.pid, log: logFile },
        lines: [`Started in the background (pid ${child.pid}); log: ${logFile}`],
      };
    }
  }
  child.kill();
  throw new CommandFailed(
    EXIT.unreachable,
    'EMULATOR_SILENT',
    'The emulator does not answer.',
    `Its log is ${logFile}.`,
  );
}

/** `start [-d] [--docker]` (S-120): hands the credential over and runs the emulator, in the foreground or in the background. */
export async function start(
  config: Config,
  env: Environment,
  options: StartOptions,
  terminal: Terminal,
): Promise<Told> {
  const environment = environmentOf(env, chosen(config));
  if (await answers(config)) {
    const next = 'Stop it first, or set GATEWAY_LISTEN to another port.';
    throw new CommandFailed(
      EXIT.usage,
      'EMULATOR_RUNNING',
      `An emulator answers at ${config.GATEWAY_LISTEN} already.`,
      next,
    );
  }
  if (options.detached) return startDetached(config, environment, options, terminal);
  const [program, args] = programOf(config, options);
  const child = spawn(program, args, { env: environment, stdio: 'inherit' });
  const code = await untilEnded(child).catch((error) => Promise.reject(notStarted(program, error)));
  if (code !== 0)
    throw new CommandFailed(
      code,
      'EMULATOR_ENDED',
      `The emulator ended with exit code ${code}.`,
      'The reason stands above.',
    );
  return { data: { exit_code: code }, lines: [] };
}
