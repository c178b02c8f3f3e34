export type { Call } from './call.ts';
export type { Caller, UserClaims } from './caller.ts';
export * from './caller-token.ts';
export * from './client.ts';
export type { Definition, RequestOf, ResponseOf } from './definition.ts';
export { type Detail, detailOf, detailsOf, domainOf, refuseWith } from './detail.ts';
export * from './paging.ts';
export * from './rpc.ts';
export * from './server.ts';
