export * from './describe.ts';
export * from './read.ts';
export * from './settings.ts';
