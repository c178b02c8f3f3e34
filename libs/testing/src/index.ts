export * from './callers.ts';
export * from './capture-log.ts';
export * from './database.ts';
export * from './eventually.ts';
export * from './given.ts';
export * from './servers.ts';
export * from './store-suite.ts';
export * from './unique-name.ts';
