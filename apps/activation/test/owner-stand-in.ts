import { factKey, factOwner, type facts, listFactsOf } from '@platform/contracts';
import { callerTrust, rpc, serve } from '@platform/grpc';
import { type Callers, captureLog } from '@platform/testing';

/** An owner of facts, played by the test: it knows what it is given. */
export async function ownerStandIn(name: 'token' | 'workspace' | 'licensing', trust: Callers) {
  const known = new Map<string, facts.Fact>();
  let afterLook: (() => Promise<void>) | undefined;
  const kinds = {
    token: ['credential'],
    workspace: ['workspace', 'membership'],
    licensing: ['subscription', 'assignment'],
  } as const;
  const sources = kinds[name].map((kind) => ({
    kind,
    after: async (id: string, limit: number) =>
      [...known]
        .filter(([key]) => key.startsWith(`${kind}/`) && key > id)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([key, fact]) => ({ id: key, fact })),
    named: async (keys: readonly (readonly string[])[]) => {
      const found = keys.flatMap((key) => known.get([kind, ...key].join('/')) ?? []);
      const then = afterLook;
      afterLook = undefined;
      await then?.();
      return found;
    },
  }));
  const server = await serve({
    address: '127.0.0.1:0',
    development: false,
    log: captureLog().log,
    problems: () => [],
    services: [
      {
        definition: factOwner.FactOwnerServiceService,
        rpcs: { listFacts: rpc({ service: ['activation'] }, listFactsOf(sources)) },
      },
    ],
    caller: callerTrust({ keys: trust.keys, audience: name }),
  });
  return {
    address: server.address,
    stop: server.stop,
    /** From now on the owner says this. */
    know(said: readonly facts.Fact[]): void {
      for (const fact of said) if (fact.about) known.set(factKey(fact.about), fact);
    },
    /** Something happens after the owner has looked, and before its answer is read. */
    afterNextLook(happen: () => Promise<void>): void {
      afterLook = happen;
    },
    forget(said: readonly facts.Fact[]): void {
      for (const fact of said) if (fact.about) known.delete(factKey(fact.about));
    },
  };
}
