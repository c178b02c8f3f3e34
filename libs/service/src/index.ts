export * from './in-order.ts';
export * from './run.ts';
