import { join } from 'node:path';
import { readPrivate, writePrivate } from '@platform/private-file';

const fileIn = (folder: string) => join(folder, 'auth.json');

/** The token that `auth set-token` stored; undefined when there is none. */
export function storedToken(folder: string): string | undefined {
  try {
    const { LOCALSTACK_AUTH_TOKEN: token } = JSON.parse(readPrivate(fileIn(folder)) ?? '{}') as Record<string, unknown>;
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Stores a token: `{"LOCALSTACK_AUTH_TOKEN": "…"}`, 0600 in a folder 0700. Raises what the file system raises. */
export function storeToken(folder: string, token: string): string {
  const path = fileIn(folder);
  writePrivate(path, `${JSON.stringify({ LOCALSTACK_AUTH_TOKEN: token })}\n`);
  return path;
}
