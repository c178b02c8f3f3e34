import type { notification as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toNotification } from '../wire.ts';

/** A person sees the mails to that person, a service sees all. Raises RESOURCE_NOT_FOUND. */
export const getNotification = ({ notifications }: Context) =>
  rpc('caller', async (request: wire.GetNotificationRequest, { caller }): Promise<wire.GetNotificationResponse> => {
    const id = parseId('ntf', request.notificationId, 'notification_id');
    const found = await notifications.find(id);
    const visible = found && (caller.kind === 'service' || found.state.userId === caller.userId);
    if (!visible) throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: id } });
    return { notification: toNotification(found) };
  });
