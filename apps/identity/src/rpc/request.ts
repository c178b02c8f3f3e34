import type { Call, Policy } from '@platform/grpc';
import { refuse, type SessionId } from '@platform/kernel';
import type { Cause, Mutation } from '@platform/mongo';

/** What people do before they are signed in reaches us through the gateway alone: it vouches for their address. */
export const gatewayOnly: Policy = { service: ['gateway'] };

/** Who did it, for the events. */
export const by = ({ caller, ip, requestId }: Call): Cause => ({
  actor: caller.kind === 'user' ? { type: 'user', id: caller.userId, ip } : { type: 'service', id: caller.service, ip },
  correlationId: requestId,
});

/** The request as the idempotency record knows it. Never for a request that carries a password: its hash is kept. */
export const asRequest = (method: string, call: Call): Mutation<unknown>['request'] => ({
  caller: call.caller.userId,
  method,
  key: call.idempotencyKey,
  hash: call.requestHash,
  validateOnly: call.validateOnly,
  sayReplayed: () => call.sayReplayed(),
});

/** The session the person is in. Raises UNAUTHENTICATED. */
export function sessionOf({ caller }: Call): SessionId {
  if (!caller.sessionId) throw refuse('UNAUTHENTICATED');
  return caller.sessionId;
}
