export * from './in-order.ts';
export { measureHttp } from './measure-http.ts';
export { type RunConfig, type Running, run, type Service } from './run.ts';
