export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { startWorkspaceMembership } from './service.ts';
