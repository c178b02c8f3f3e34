import type { identity, workspace } from '@platform/contracts';
import type { CallOptions, UserClaims } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import { isPermission } from '@platform/permissions';
import type { Upstream } from './upstream.ts';

/** Who is asking, as far as the route needed to know, and how to pass it on. */
export interface GatewayCall extends Admitted {
  readonly upstream: Upstream;
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly idempotencyKey: string | undefined;
  readonly secret: string | undefined;
  /** Says in the answer that it is that of an earlier request with the same Idempotency-Key. */
  readonly sayReplayed: () => void;
  /** Sets the session cookie, or clears it. */
  readonly keepSession: (secret: string, expiresAt: Date) => void;
  readonly dropSession: () => void;
  /** Turns the answer into a stream of what changes, in this workspace too if there is one. Raises STREAM_LIMIT_REACHED. */
  readonly listen: (inside: Inside | undefined) => void;
}

/** What a route may know of its visitor: as much as it needs, and no more. */
export interface Admitted {
  readonly signedIn: SignedIn | undefined;
  readonly inside: Inside | undefined;
}

export interface SignedIn {
  readonly user: identity.User;
  readonly session: identity.Session;
}

export interface Inside {
  readonly member: workspace.Member;
  readonly workspace: workspace.Workspace;
}

/** The signed-in user of the call. The route said that it needs one, so that it is there. */
export function userOf(call: GatewayCall): SignedIn {
  if (!call.signedIn) throw refuse('UNAUTHENTICATED');
  return call.signedIn;
}

/** The membership of the call, for routes that need one. */
export function membershipOf(call: GatewayCall): Inside {
  if (!call.inside) throw refuse('WORKSPACE_NOT_FOUND');
  return call.inside;
}

function claimsOf({ signedIn, inside }: GatewayCall): UserClaims | undefined {
  if (!signedIn) return undefined;
  const { user, session } = signedIn;
  return {
    userId: parseId('usr', user.id, 'user'),
    sessionId: parseId('ses', session.id, 'session'),
    steppedUpUntil: session.steppedUpUntil,
    workspaceId: inside && parseId('ws', inside.member.workspaceId, 'workspace_id'),
    permissions: inside?.member.permissions.filter(isPermission) ?? [],
  };
}

/** How a call goes on to a service: for whom, under which request id and idempotency key. */
export const onBehalf = (call: GatewayCall): CallOptions => ({
  caller: claimsOf(call),
  requestId: call.requestId,
  idempotencyKey: call.idempotencyKey,
  onReplayed: call.sayReplayed,
  ip: call.ip,
  userAgent: call.userAgent,
});
