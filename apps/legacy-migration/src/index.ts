export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { type LegacyMigrationRunning, startLegacyMigration } from './service.ts';
