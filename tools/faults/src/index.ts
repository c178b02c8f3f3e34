export * from './databases.ts';
export * from './generous.ts';
export * from './mail-faults.ts';
export * from './operator.ts';
export * from './race-resets.ts';
export * from './services.ts';
export * from './stage.ts';
export * from './topics.ts';
