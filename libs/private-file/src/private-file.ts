import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Reads a file of ours; undefined when it is not there, not ours to read, or a link to somewhere else. */
export function readPrivate(path: string): string | undefined {
  try {
    return isLink(path) ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes beside and renames, so that a reader sees the old file or the new one; for its owner alone (0600, folder 0700).
 * Raises what the file system raises, and an Error when the path is a link: what it points to is not ours to write.
 */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (isLink(path)) throw new Error(`${path} is a link; remove it to have the file written`);
  const beside = `${path}.${randomUUID()}`;
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Removes a file of ours; a file that is not there is no error. */
export const removePrivate = (path: string): void => rmSync(path, { force: true });
