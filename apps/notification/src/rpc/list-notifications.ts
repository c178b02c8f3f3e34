import type { notification as wire } from '@platform/contracts';
import { pageSizeOf, rpc } from '@platform/grpc';
import { below } from '@platform/mongo';
import type { Context } from '../context.ts';
import { fromStatus, toNotification } from '../wire.ts';

/** Notifications, newest first. */
export const listNotifications = ({ notifications, pages }: Context) =>
  rpc('service', async (request: wire.ListNotificationsRequest): Promise<wire.ListNotificationsResponse> => {
    const size = pageSizeOf(request.pageSize);
    const status = fromStatus(request.status);
    const list = `ListNotifications ${status ?? 'all'}`;
    const after = pages.read(list, request.pageToken);
    const filter = { ...(status && { 'state.status': status }), ...(after && { id: below(after) }) };

    const found = await notifications.list(filter, { sort: { id: -1 }, limit: size + 1 });
    const page = found.slice(0, size);
    const last = page.at(-1);
    const more = found.length > size && last;
    return { notifications: page.map(toNotification), nextPageToken: more ? pages.write(list, last.id) : '' };
  });
