import type { facts } from '@platform/contracts';
import type { Clock } from '@platform/kernel';
import type { ConfirmFacts, Mongo } from '@platform/mongo';
import type { Logger } from '@platform/telemetry';
import type { DeveloperTokens } from './store/developer-tokens.ts';
import type { LegacyCredentialStore } from './store/legacy-credentials.ts';
import type { TokenStore } from './store/tokens.ts';
import type { Vault } from './vault.ts';

/** Everything that RPCs and consumers work with. A test may give any part of it. */
export type Context = Readonly<{
  mongo: Mongo;
  tokens: TokenStore;
  developerTokens: DeveloperTokens;
  legacyCredentials: LegacyCredentialStore;
  vault: Vault;
  /** Resolves when activation has applied the facts: Property S. Nothing may be answered before. */
  confirm: ConfirmFacts;
  countLeases: (credentialId: string) => Promise<facts.CountLeasesResponse>;
  clock: Clock;
  log: Logger;
}>;
