export * from './in-order.ts';
export { type RunConfig, type Running, run, type Service } from './run.ts';
