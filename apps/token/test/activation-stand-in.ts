import { facts, type token as wire } from '@platform/contracts';
import { rpc, serve } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { type Callers, captureLog } from '@platform/testing';

export type CredentialFact = facts.CredentialFact & { readonly version: bigint };

/** Activation as its neighbours see it: takes facts in if newer, counts leases, and can be away. */
export async function activationStandIn(callers: Callers) {
  const applied: CredentialFact[] = [];
  const state = { away: false, leasesAway: false, leases: 2 };
  /** Held back until the test lets go. */
  let gate: Promise<void> = Promise.resolve();
  const latestNotAfter = new Date('2026-11-24T10:00:00Z');
  const holder: facts.LeaseHolder = {
    ...{ machine: '0c49752c', productVersion: '4.0.0' },
    ...{ activatedAt: new Date('2026-11-23T10:00:00Z'), leaseNotAfter: latestNotAfter },
  };

  const server = await serve({
    address: '127.0.0.1:0',
    log: captureLog().log,
    caller: callers.trust('activation'),
    services: [
      {
        definition: facts.FactsServiceService,
        rpcs: {
          applyFacts: rpc({ service: ['token'] }, async (request: facts.ApplyFactsRequest) => {
            await gate;
            if (state.away) throw refuse('DEPENDENCY_UNAVAILABLE');
            const credentials = request.facts.flatMap(({ version, about }) =>
              about?.$case === 'credential' ? [{ ...about.value, version }] : [],
            );
            applied.push(...credentials);
            return { applied: credentials.length, stale: 0 };
          }),
          countLeases: rpc({ service: ['token'] }, async () => {
            if (state.leasesAway) throw refuse('DEPENDENCY_UNAVAILABLE');
            return { outstanding: state.leases, latestNotAfter, holders: [holder] };
          }),
          compareFacts: rpc({ service: [] }, () => Promise.reject(refuse('NOT_OFFERED'))),
        },
      },
    ],
  });

  /** The newest fact of a lookup: what the next activation would decide from. */
  const newest = (lookup: Uint8Array): CredentialFact | undefined =>
    applied
      .filter((fact) => fact.lookup.equals(lookup))
      .reduce<CredentialFact | undefined>(
        (best, fact) => (best && best.version >= fact.version ? best : fact),
        undefined,
      );

  return {
    ...{ address: server.address, stop: server.stop, applied, state, latestNotAfter, holder, newest },
    of: (credentialId: string) => applied.filter((fact) => fact.credentialId === credentialId),
    statusOf: (lookup: Uint8Array): wire.CredentialStatus | undefined => newest(lookup)?.status,
    /** Applies nothing until the returned function is called. */
    hold(): () => void {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

export type ActivationStandIn = Awaited<ReturnType<typeof activationStandIn>>;
