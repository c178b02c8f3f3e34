export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { startToken, type TokenRunning } from './service.ts';
