import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@platform/kernel';
import { readConfig } from '../src/config.ts';
import { ActivationFailed, type Emulator, startEmulator } from '../src/emulator.ts';
import type { Time } from '../src/time.ts';

/** Whose time an emulator lives in. */
export interface Timing {
  readonly clock: Clock;
  readonly time: Time;
}

/** A folder of its own, and the emulators that are started in it. */
export function startingPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const running: Emulator[] = [];

  /** One start with the given variables; says what was printed. */
  async function start(env: Record<string, string>, timing: Timing) {
    let printed = '';
    const write = (text: string) => {
      printed += text;
    };
    const config = readConfig({ GATEWAY_LISTEN: '127.0.0.1:0', LICENSE_CACHE_DIR: folder, ...env });
    try {
      const emulator = await startEmulator(config, { env, write, ...timing });
      running.push(emulator);
      return { emulator, printed: () => printed, failure: undefined };
    } catch (error) {
      if (!(error instanceof ActivationFailed)) throw error;
      return { emulator: undefined, printed: () => printed, failure: error };
    }
  }

  return {
    folder,
    start,
    kept: () => JSON.parse(readFileSync(join(folder, 'license.json'), 'utf8')),
    leave: async () => {
      await Promise.all(running.map((emulator) => emulator.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const get = async (emulator: Emulator | undefined, path: string) =>
  (await fetch(`${emulator?.url}${path}`)).json();
