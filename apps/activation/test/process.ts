import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** What production starts it with; without a word in the environment it does nothing. */
const register = '@platform/telemetry/register';

export interface ServiceProcess {
  readonly grpc: string;
  readonly http: string;
  /** As a crash would: no handler runs. */
  kill(): Promise<void>;
  /** As an operator would; gives the exit code. */
  stop(): Promise<number | null>;
}

/** A test that fails before it has stopped what it started leaves nothing behind all the same. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs the service as a process of its own, as in production. */
export async function serviceProcess(env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', register, main], {
    env: { PATH: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const { grpc, http } = await readyLine(child);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const over = once(child, 'exit');
      child.kill(signal);
      await over;
    }
    return child.exitCode;
  };
  return { grpc, http, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}

async function readyLine(child: ChildProcess): Promise<{ grpc: string; http: string }> {
  if (!child.stdout) throw new TypeError('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { msg?: string; grpc?: string; http?: string };
    if (said.msg === 'ready' && said.grpc && said.http) {
      child.stdout.resume();
      return { grpc: said.grpc, http: said.http };
    }
  }
  throw new Error('the service ended before it was ready');
}
