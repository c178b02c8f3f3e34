export * from './databases.ts';
export * from './generous.ts';
export * from './operator.ts';
export * from './race-resets.ts';
export * from './topics.ts';
