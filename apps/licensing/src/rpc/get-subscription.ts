import type { licensing as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toSubscription } from '../wire.ts';

/** The workspace's subscription, its status as of now; absent while there is none. */
export const getSubscription = ({ subscriptions, clock }: Context) =>
  rpc('user', async (request: wire.GetSubscriptionRequest, call): Promise<wire.GetSubscriptionResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('billing.read', workspaceId);
    const found = await subscriptions.find(workspaceId);
    return { subscription: found && toSubscription(found, clock.now()) };
  });
