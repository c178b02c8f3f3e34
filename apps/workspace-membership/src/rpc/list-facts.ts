import { type FactSource, type factOwner, listFactsOf } from '@platform/contracts';
import { type Rpcs, rpc } from '@platform/grpc';

/** The facts of this owner as they are now, for activation alone: it compares them with its own. */
export const ownerRpcs = (sources: readonly FactSource[]): Rpcs<typeof factOwner.FactOwnerServiceService> => ({
  listFacts: rpc({ service: ['activation'] }, listFactsOf(sources)),
});
