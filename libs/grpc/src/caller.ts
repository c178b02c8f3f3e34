import { refuse, type SessionId, type UserId, type WorkspaceId } from '@platform/kernel';
import type { Permission } from '@platform/permissions';

/** For whom the gateway speaks; what a caller token carries. */
export interface UserClaims {
  readonly userId: UserId;
  /** The workspace that was resolved for this call; leave it out outside of workspaces. */
  readonly workspaceId?: WorkspaceId | undefined;
  /** Effective permissions in that workspace. */
  readonly permissions?: readonly Permission[] | undefined;
  readonly sessionId?: SessionId | undefined;
  /** Until when the user's last proof of identity counts as fresh. */
  readonly steppedUpUntil?: Date | undefined;
}

/** Who is calling, as proved by the caller token. */
export interface Caller {
  readonly kind: 'user' | 'service' | 'anonymous';
  /** Raises UNAUTHENTICATED when the caller is not a user. */
  readonly userId: UserId;
  /** The workspace of this call; undefined outside of workspaces and for services. */
  readonly workspaceId: WorkspaceId | undefined;
  readonly permissions: readonly Permission[];
  readonly sessionId: SessionId | undefined;
  readonly steppedUpUntil: Date | undefined;
  /** The service that made the call (`gateway` for users); '' for an anonymous caller. */
  readonly service: string;
  /** Raises WORKSPACE_NOT_FOUND in another workspace, so that existence is not leaked. Services pass. */
  mustBeMemberOf(workspaceId: string): void;
  /** As mustBeMemberOf; raises PERMISSION_REQUIRED{permission} when only the permission is missing. Services pass. */
  mustBeAllowedTo(permission: Permission, workspaceId: string): void;
  /** Whether the proof of identity is fresh. Never for services: nobody proved anything. */
  hasSteppedUp(now: Date): boolean;
  /** Raises STEP_UP_REQUIRED when the proof of identity is not fresh. Services are refused too: nobody proved anything. */
  mustHaveSteppedUp(now: Date): void;
}

class ProvenCaller implements Caller {
  readonly kind: Caller['kind'];
  readonly service: string;
  readonly #claims: UserClaims | undefined;

  constructor(kind: Caller['kind'], service: string, claims?: UserClaims) {
    this.kind = kind;
    this.service = service;
    this.#claims = claims;
  }

  get userId(): UserId {
    if (!this.#claims) throw refuse('UNAUTHENTICATED');
    return this.#claims.userId;
  }

  get workspaceId(): WorkspaceId | undefined {
    return this.#claims?.workspaceId;
  }

  get permissions(): readonly Permission[] {
    return this.#claims?.permissions ?? [];
  }

  get sessionId(): SessionId | undefined {
    return this.#claims?.sessionId;
  }

  get steppedUpUntil(): Date | undefined {
    return this.#claims?.steppedUpUntil;
  }

  mustBeMemberOf(workspaceId: string): void {
    if (this.kind === 'service') return;
    if (!this.#claims) throw refuse('UNAUTHENTICATED');
    if (workspaceId === '' || this.#claims.workspaceId !== workspaceId) {
      throw refuse('WORKSPACE_NOT_FOUND', { metadata: { resource: workspaceId } });
    }
  }

  mustBeAllowedTo(permission: Permission, workspaceId: string): void {
    this.mustBeMemberOf(workspaceId);
    if (this.kind === 'service' || this.permissions.includes(permission)) return;
    throw refuse('PERMISSION_REQUIRED', { metadata: { permission } });
  }

  hasSteppedUp(now: Date): boolean {
    const until = this.#claims?.steppedUpUntil;
    return until !== undefined && now < until;
  }

  mustHaveSteppedUp(now: Date): void {
    if (this.hasSteppedUp(now)) return;
    throw refuse('STEP_UP_REQUIRED', { metadata: { methods: 'password' } });
  }
}

export const anonymous: Caller = new ProvenCaller('anonymous', '');
export const serviceCaller = (service: string): Caller => new ProvenCaller('service', service);
export const userCaller = (service: string, claims: UserClaims): Caller => new ProvenCaller('user', service, claims);
