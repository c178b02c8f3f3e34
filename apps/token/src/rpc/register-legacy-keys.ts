import type { token as wire } from '@platform/contracts';
import { type Call, causeOf } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { registerLegacyKeys as register } from '../register-legacy-keys.ts';

const MOST = 200;

/**
 * Takes legacy keys in by their hashes, for legacy-migration alone; a result per key, in order. Bad keys do not keep good
 * ones out. When this answers, activation knows every key that was taken in or known.
 * Raises BATCH_TOO_LARGE{max}, DEPENDENCY_UNAVAILABLE{committed}.
 */
export const registerLegacyKeys =
  (context: Context) =>
  async ({ keys }: wire.RegisterLegacyKeysRequest, call: Call): Promise<wire.RegisterLegacyKeysResponse> => {
    if (keys.length > MOST) throw refuse('BATCH_TOO_LARGE', { metadata: { max: `${MOST}` } });
    return { results: [...(await register(context, keys, causeOf(call)))] };
  };
