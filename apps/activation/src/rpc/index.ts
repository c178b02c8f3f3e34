import { activation, facts } from '@platform/contracts';
import type { Compare } from '../compare/comparer.ts';
import type { Context } from '../context.ts';
import { activateRpc, type Doors } from './activate.ts';
import { applyFacts } from './apply-facts.ts';
import { compareFactsRpc } from './compare-facts.ts';
import { countLeases } from './count-leases.ts';
import { explainDecision } from './explain-decision.ts';
import { getSigningKeys } from './get-signing-keys.ts';

/** Everything that is offered over gRPC. */
export const offers = (context: Context, doors: Doors, compare: Compare) =>
  [
    {
      definition: activation.ActivationServiceService,
      rpcs: {
        activate: activateRpc(doors),
        explainDecision: explainDecision(context),
        getSigningKeys: getSigningKeys(context),
      },
    },
    {
      definition: facts.FactsServiceService,
      rpcs: {
        applyFacts: applyFacts(context),
        countLeases: countLeases(context),
        compareFacts: compareFactsRpc(compare),
      },
    },
  ] as const;
