import type { Call } from '@platform/grpc';
import type { ChangeOptions } from '@platform/mongo';

/** Who asked for a change, for the events it makes. */
export const causeOf = ({ caller, requestId, ip }: Call): Pick<ChangeOptions, 'actor' | 'causationId'> => ({
  actor: caller.kind === 'user' ? { type: 'user', id: caller.userId, ip } : { type: 'service', id: caller.service },
  causationId: requestId,
});
