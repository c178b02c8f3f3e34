import { trimmed } from '@platform/credential';
import type { Config } from '../config.ts';
import { storedToken } from './stored-token.ts';

export type Source = 'flag' | 'LOCALSTACK_AUTH_TOKEN' | 'LOCALSTACK_API_KEY' | 'stored';

export interface Chosen {
  readonly value: string;
  readonly source: Source;
  /** Both variables are set, to different values; the first one wins. */
  readonly differ: boolean;
}

/** The credential that counts: flag, LOCALSTACK_AUTH_TOKEN, LOCALSTACK_API_KEY, then the stored one; blank counts as missing. */
export function chosen(config: Config, flag = ''): Chosen | undefined {
  const token = trimmed(config.LOCALSTACK_AUTH_TOKEN);
  const key = trimmed(config.LOCALSTACK_API_KEY);
  const differ = token !== '' && key !== '' && token !== key;
  const candidates: readonly (readonly [Source, string])[] = [
    ['flag', trimmed(flag)],
    ['LOCALSTACK_AUTH_TOKEN', token],
    ['LOCALSTACK_API_KEY', key],
    ['stored', trimmed(storedToken(config.CONFIG_DIR) ?? '')],
  ];
  const found = candidates.find(([, value]) => value !== '');
  return found && { value: found[1], source: found[0], differ };
}
