export { type Config, readConfig } from './config.ts';
export { type Observe, startObserve } from './service.ts';
