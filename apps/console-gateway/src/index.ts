export { appOf } from './app.ts';
export { type Config, readConfig, schema } from './config.ts';
export { startConsoleGateway } from './service.ts';
