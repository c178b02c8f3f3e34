export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { argon2Passwords, type Passwords } from './passwords.ts';
export { type Identity, startIdentity } from './service.ts';
