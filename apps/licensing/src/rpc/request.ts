import type { Call } from '@platform/grpc';
import type { Mutation } from '@platform/mongo';

/** Who asks what, for the idempotency of a mutation (contract §4.5). */
export const asRequest = (method: string, call: Call): Mutation<unknown>['request'] => ({
  caller: call.caller.userId,
  method,
  key: call.idempotencyKey,
  hash: call.requestHash,
  validateOnly: call.validateOnly,
  sayReplayed: () => call.sayReplayed(),
});
