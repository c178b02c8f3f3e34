import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { bundledChromium } from './bundled-chromium.ts';
import { type Environment, environment } from './config.ts';

/** A browser that can be started: the program, and what its environment must have besides. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly from: 'CHROMIUM_PATH' | 'PATH' | 'package';
}

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The Chromium of CHROMIUM_PATH, else one on PATH, else the one of the npm package, unpacked into the cache.
 * Raises an Error that names the remedy when none of them can be had.
 */
export async function chromium(env: Environment = environment()): Promise<Chromium> {
  if (env.CHROMIUM_PATH) {
    if (isProgram(env.CHROMIUM_PATH)) return { executablePath: env.CHROMIUM_PATH, env: {}, from: 'CHROMIUM_PATH' };
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is no program: name one, or leave it away`);
  }
  const onPath = (env.PATH ?? '')
    .split(':')
    .filter(Boolean)
    .flatMap((folder) => commands.map((command) => join(folder, command)))
    .find(isProgram);
  return onPath ? { executablePath: onPath, env: {}, from: 'PATH' } : { ...(await bundledChromium()), from: 'package' };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
