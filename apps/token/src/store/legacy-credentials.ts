import { eventContext, type facts, packEvent, packFact, token as wire } from '@platform/contracts';
import { type LegacyKeyId, newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import {
  evolve,
  type LegacyCredential,
  type LegacyCredentialEvent,
  unregistered,
} from '../domain/legacy-credential.ts';
import { legacyKinds } from '../wire.ts';

export type LegacyCredentialStore = Store<LegacyCredential, LegacyCredentialEvent>;

/** The secrets of legacy keys: one lookup, one revocation, one activation path for every kind of credential. */
export const legacyCredentialStore = (mongo: Mongo): LegacyCredentialStore =>
  mongoStore<LegacyCredential, LegacyCredentialEvent>({
    mongo,
    name: 'legacy_credentials',
    initial: (id) => unregistered(id as LegacyKeyId),
    evolve,
    outbound: ({ type }, saved) => {
      if (type !== 'LegacyCredentialRegistered') return [];
      const { id: legacyKeyId, workspaceId, userId } = saved.state;
      const data = { workspaceId, legacyKeyId, userId };
      return [
        packEvent('token.v1.LegacyCredentialRegistered', data, eventContext(saved, { source: 'token', workspaceId })),
      ];
    },
    facts: ({ state, version, before }) =>
      state.status === before.status && state.lookup === before.lookup ? [] : [packed(state, version)],
    indexes: [{ name: 'lookup', keys: { 'state.lookup': 1 }, unique: true }],
  });

const packed = (state: LegacyCredential, version: number): Outbound<'facts'> =>
  packFact(newId('evt'), state.workspaceId, legacyCredentialFact(state, version));

/** What activation decides D-4 from for a key in the old format. */
export const legacyCredentialFact = (state: LegacyCredential, version: number): facts.Fact => ({
  version: BigInt(version),
  about: {
    $case: 'credential',
    value: {
      lookup: Buffer.from(state.lookup, 'base64url'),
      credentialId: state.id,
      kind: legacyKinds[state.kind],
      status: wire.CredentialStatus.ACTIVE,
      workspaceId: state.workspaceId,
      userId: state.userId,
      statusSince: state.statusSince,
      why: '',
      expiresAt: undefined,
      display: state.display,
    },
  },
});
