import type { activation as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { decisionToWire } from '../record/decision-to-wire.ts';

/**
 * A decision with its steps, for whom it was about and for those who may read activations. Raises RESOURCE_NOT_FOUND, and
 * DEPENDENCY_UNAVAILABLE when an instance that may still hold it does not answer.
 */
export const explainDecision = ({ decisions, instances }: Context) =>
  rpc('caller', async ({ workspaceId, decisionId }: wire.ExplainDecisionRequest, { caller }) => {
    caller.mustBeMemberOf(workspaceId);
    const find = () => decisions.find(workspaceId, decisionId);
    const record = (await find()) ?? (await instances.allWritten().then(find));
    const own = caller.kind === 'user' && record?.userId === caller.userId;
    if (!own) caller.mustBeAllowedTo('activations.read', workspaceId);
    if (!record) throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: decisionId } });
    return { decision: decisionToWire(record) } satisfies wire.ExplainDecisionResponse;
  });
