export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { type NotificationService, startNotification } from './service.ts';
