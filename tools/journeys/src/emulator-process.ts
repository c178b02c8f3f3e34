import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../apps/emulator/dist/main.js', import.meta.url));

/** One start of the emulator as its own process: what it printed, and where it answers or how it ended. */
export interface EmulatorStart {
  readonly printed: string;
  readonly exitCode: number | undefined;
  readonly url: string | undefined;
  stop(): Promise<void>;
}

/** Starts the emulator with the given variables and nothing else of ours; waits until it is ready or has ended. */
export async function startEmulatorProcess(
  env: Readonly<Record<string, string>>,
  node = process.execPath,
): Promise<EmulatorStart> {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const child = spawn(node, [program], {
    env: { GATEWAY_LISTEN: '127.0.0.1:0', LICENSE_CACHE_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const ready = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const [, url] = /^Ready at (\S+)$/m.exec(printed) ?? [];
      if (url) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const first = await Promise.race([ready.then((url) => ({ url })), exited.then((exitCode) => ({ exitCode }))]);
  return {
    get printed() {
      return printed;
    },
    exitCode: 'exitCode' in first ? first.exitCode : undefined,
    url: 'url' in first ? first.url : undefined,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
