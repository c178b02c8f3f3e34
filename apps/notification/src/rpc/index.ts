import { notification } from '@platform/contracts';
import type { Rpcs } from '@platform/grpc';
import type { Context } from '../context.ts';
import { getNotification } from './get-notification.ts';
import { listNotifications } from './list-notifications.ts';
import { listTemplates } from './list-templates.ts';
import { previewTemplate } from './preview-template.ts';
import { retryNotification } from './retry-notification.ts';

export const definition = notification.NotificationServiceService;

/** Everything this service answers. */
export const rpcs = (context: Context): Rpcs<typeof definition> => ({
  getNotification: getNotification(context),
  listNotifications: listNotifications(context),
  retryNotification: retryNotification(context),
  listTemplates: listTemplates(),
  previewTemplate: previewTemplate(context),
});
