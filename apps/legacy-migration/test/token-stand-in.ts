import { token } from '@platform/contracts';
import { rpc, serve } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { type Callers, captureLog } from '@platform/testing';

type Registration = token.LegacyKeyRegistration;

/** token as its neighbour sees it: knows keys by their hashes, the first id wins, and it can be away. */
export async function tokenStandIn(callers: Callers) {
  const known = new Map<string, Registration>();
  const state = { away: false, answerLost: false, calls: 0 };
  const notOffered = rpc('service', async () => {
    throw refuse('NOT_OFFERED');
  });

  const register = ({ keys }: token.RegisterLegacyKeysRequest): token.RegisterLegacyKeysResponse => ({
    results: keys.map((key) => {
      const hash = key.sha256.toString('hex');
      const first = known.get(hash) ?? key;
      const alreadyKnown = known.has(hash);
      known.set(hash, first);
      const { legacyKeyId, workspaceId, userId } = first;
      return { legacyKeyId, alreadyKnown, problem: '', workspaceId, userId };
    }),
  });

  const server = await serve({
    address: '127.0.0.1:0',
    log: captureLog().log,
    caller: callers.trust('token'),
    services: [
      {
        definition: token.TokenServiceService,
        rpcs: {
          ...{ getMyDeveloperToken: notOffered, revealMyDeveloperToken: notOffered },
          ...{ resetMyDeveloperToken: notOffered, deleteMyDeveloperToken: notOffered },
          moveLookups: notOffered,
          registerLegacyKeys: rpc({ service: ['legacy'] }, async (request: token.RegisterLegacyKeysRequest) => {
            state.calls += 1;
            if (state.away) throw refuse('DEPENDENCY_UNAVAILABLE');
            const response = register(request);
            if (state.answerLost) throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { committed: 'true' } });
            return response;
          }),
        },
      },
    ],
  });
  return { address: server.address, stop: server.stop, known, state };
}
