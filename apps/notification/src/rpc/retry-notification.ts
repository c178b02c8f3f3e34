import type { notification as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import type { Context } from '../context.ts';
import { retryMail } from '../domain/retry-mail.ts';
import { hint } from '../hint.ts';
import { toNotification } from '../wire.ts';

/** Tries a failed mail again. Raises RESOURCE_NOT_FOUND or NOTIFICATION_NOT_FAILED. */
export const retryNotification = (context: Context) =>
  rpc('service', async (request: wire.RetryNotificationRequest): Promise<wire.RetryNotificationResponse> => {
    const { notifications, clock } = context;
    const id = parseId('ntf', request.notificationId, 'notification_id');
    if (!(await notifications.find(id))) throw refuse('RESOURCE_NOT_FOUND', { metadata: { resource: id } });
    const change = await notifications.change(id, (mail) => retryMail(mail, clock.now()));
    await hint(context, change);
    return { notification: toNotification(change) };
  });
