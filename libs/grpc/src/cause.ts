import type { Call } from './call.ts';

/** Who asked, from where, and through which request. */
export interface Asked {
  /** Absent when nobody said who they are. */
  readonly actor?: { readonly type: 'user' | 'service'; readonly id: string; readonly ip: string };
  readonly causationId: string;
  readonly correlationId: string;
}

/**
 * What the events that a call leads to say of it (contract §4.6); for the options of a change. The request is their cause
 * and the first of the chain. The address is the person's where a service of ours vouches for it.
 */
export const causeOf = ({ caller, requestId, ip }: Pick<Call, 'caller' | 'requestId' | 'ip'>): Asked => ({
  ...(caller.kind === 'user' && { actor: { type: 'user', id: caller.userId, ip } }),
  ...(caller.kind === 'service' && { actor: { type: 'service', id: caller.service, ip } }),
  causationId: requestId,
  correlationId: requestId,
});
