import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The environment of the process; everything below is read at the moment of asking, so that tests can change it. */
export type Environment = Readonly<Record<string, string | undefined>>;
export const environment = (): Environment => process.env;

/** The URL someone gave us for a part, or undefined when we must bring the server ourselves. */
export const given = (variable: string, env = environment()): string | undefined => env[variable] || undefined;

/** Where downloaded servers live: one folder per version, outside every checkout (XDG base directories). */
export function cacheFolder(env = environment()): string {
  const base = env.XDG_CACHE_HOME;
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'licensing-platform');
}

/** The folders in which commands are looked for. */
export const searchPath = (env = environment()): readonly string[] => (env.PATH ?? '').split(':').filter(Boolean);

export const javaHome = (env = environment()): string | undefined => env.JAVA_HOME || undefined;

/** Data of the shared test servers: lost with the machine's temporary folder, and that is right. */
export const sharedDataFolder = (): string => join(tmpdir(), `licensing-platform-tests-${userInfo().uid}`);

/**
 * The name of the local socket at which the keeper of the shared servers listens. In Linux's abstract namespace: the
 * kernel gives it to one process alone and forgets it when that process ends, so there is no stale file.
 */
export function sharedDoor(): string {
  const name = `licensing-platform-tests-${userInfo().uid}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}
