import type { token } from '@platform/contracts';
import type { PageTokens } from '@platform/grpc';
import type { Clock } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';
import type { Logger } from '@platform/telemetry';
import type { LegacyKeyStore } from './store/legacy-keys.ts';
import type { OwnerStore } from './store/owners.ts';

/** Everything that RPCs and consumers work with. A test may give any part of it. */
export type Context = Readonly<{
  mongo: Mongo;
  keys: LegacyKeyStore;
  owners: OwnerStore;
  /** Hands the keys to token, which keeps their hashes. Raises what token raises. */
  register: (request: token.RegisterLegacyKeysRequest) => Promise<token.RegisterLegacyKeysResponse>;
  pages: PageTokens;
  clock: Clock;
  log: Logger;
}>;
