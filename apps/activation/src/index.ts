export { type Config, readConfig, schema } from './config.ts';
export type { Context } from './context.ts';
export { appOf } from './http/app.ts';
export { type Activation, startActivation } from './service.ts';
