import { trimmed } from '@platform/credential';

export type Source = 'AUTH_TOKEN_ENV' | 'API_KEY_ENV';

/** The credential that this start presents, and where it came from. */
export interface Presented {
  readonly value: string;
  readonly source: Source;
  /** Both variables were set, to different values: the first one wins, no falling back. */
  readonly variablesDiffer: boolean;
}

/** Chooses the credential: LOCALSTACK_AUTH_TOKEN, then LOCALSTACK_API_KEY; blank counts as missing (S-111, A-23, A-43). */
export function presented(authToken: string, apiKey: string): Presented | undefined {
  const token = trimmed(authToken);
  const key = trimmed(apiKey);
  if (token !== '') return { value: token, source: 'AUTH_TOKEN_ENV', variablesDiffer: key !== '' && key !== token };
  if (key !== '') return { value: key, source: 'API_KEY_ENV', variablesDiffer: false };
  return undefined;
}
