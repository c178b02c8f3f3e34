import { eventContext, type facts, packEvent, packFact, token as wire } from '@platform/contracts';
import { neverReached, newId, type Outbound, type TokenId } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import { evolve, type Token, type TokenEvent, unborn } from '../domain/token.ts';
import { statuses } from '../wire.ts';

export type TokenStore = Store<Token, TokenEvent>;

/** One aggregate per token, so that the fact of its lookup has one version that only grows. */
export const tokenStore = (mongo: Mongo): TokenStore =>
  mongoStore<Token, TokenEvent>({
    mongo,
    name: 'tokens',
    initial: (id) => unborn(id as TokenId),
    evolve,
    outbound,
    facts: ({ state, version, before }) =>
      state.status === before.status && state.lookup === before.lookup ? [] : [packed(state, version)],
    indexes: [
      { name: 'lookup', keys: { 'state.lookup': 1 }, unique: true },
      {
        name: 'one_active_per_user',
        keys: { 'state.workspaceId': 1, 'state.userId': 1 },
        unique: true,
        where: { 'state.status': 'active' },
      },
      { name: 'generations', keys: { 'state.workspaceId': 1, 'state.userId': 1, 'state.generation': -1 } },
    ],
  });

/** The events that the world hears. Never a value, never a lookup. */
function outbound(event: TokenEvent, saved: SavedEvent<Token>): readonly Outbound<'kafka'>[] {
  const { id: tokenId, workspaceId, userId } = saved.state;
  const whose = { workspaceId, tokenId, userId };
  const context = eventContext(saved, { source: 'token', workspaceId });
  switch (event.type) {
    case 'DeveloperTokenIssued': {
      const { generation, secret } = event.data;
      return [packEvent('token.v1.DeveloperTokenIssued', { ...whose, display: secret.display, generation }, context)];
    }
    case 'DeveloperTokenReset': {
      const { successorId, display, reason, at: resetAt, by: resetBy } = event.data;
      return [
        packEvent(
          'token.v1.DeveloperTokenReset',
          { ...whose, successorId, display, reason, resetAt, resetBy },
          context,
        ),
      ];
    }
    case 'TokenRevealed':
      return [packEvent('token.v1.TokenRevealed', whose, context)];
    case 'TokenRevoked':
      return [packEvent('token.v1.TokenRevoked', { ...whose, why: event.data.why }, context)];
    case 'DeveloperTokenSucceeded':
    case 'TokenUsed':
    case 'TokenLookupMoved':
    case 'TokenSealedAnew':
      return [];
    default:
      return neverReached(event);
  }
}

const packed = (state: Token, version: number): Outbound<'facts'> =>
  packFact(newId('evt'), state.workspaceId, credentialFact(state, version));

/** What activation decides D-4 and D-5 from; a dead token's fact stays there as a tombstone. */
export const credentialFact = (state: Token, version: number): facts.Fact => ({
  version: BigInt(version),
  about: {
    $case: 'credential',
    value: {
      lookup: Buffer.from(state.lookup, 'base64url'),
      credentialId: state.id,
      kind: wire.CredentialKind.DEVELOPER,
      status: statuses[state.status],
      workspaceId: state.workspaceId,
      userId: state.userId,
      statusSince: state.statusSince,
      why: state.why,
      expiresAt: undefined,
      display: state.display,
    },
  },
});
