export type CredentialKind = 'developer' | 'ci' | 'legacy_api' | 'legacy_ci';
export type CredentialStatus = 'active' | 'rotated' | 'revoked' | 'expired' | 'suspended' | 'removed';

interface Fact {
  /** The owner's version of the aggregate that the fact is about. */
  readonly version: number;
}

export interface CredentialFact extends Fact {
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly status: CredentialStatus;
  readonly workspaceId: string;
  /** '' for CI kinds: they belong to the workspace. */
  readonly userId: string;
  readonly statusSince: Date | undefined;
  readonly why: string;
  readonly expiresAt: Date | undefined;
  readonly display: string;
}

export interface MembershipFact extends Fact {
  readonly membershipId: string;
  readonly active: boolean;
  readonly since: Date | undefined;
}

export interface WorkspaceFact extends Fact {
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'closed';
}

export interface SubscriptionFact extends Fact {
  readonly subscriptionId: string;
  readonly kind: 'trial' | 'paid';
  readonly status: 'trialing' | 'active' | 'past_due' | 'canceled' | 'expired' | 'suspended';
  readonly planCode: string;
  readonly planDisplayName: string;
  readonly features: readonly string[];
  readonly ciIncluded: boolean;
  readonly endsAt: Date | undefined;
  readonly graceUntil: Date | undefined;
}

export interface AssignmentFact extends Fact {
  readonly assignmentId: string;
  readonly active: boolean;
  readonly since: Date | undefined;
  readonly why: string;
}

export interface UserFact extends Fact {
  readonly suspended: boolean;
  readonly since: Date | undefined;
}

/** A planned downtime of legacy keys: `[startsAt, endsAt)`. */
export interface LegacyWindow {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface LegacyScheduleFact extends Fact {
  readonly campaignId: string;
  readonly deprecatedSince: Date | undefined;
  readonly sunsetAt: Date | undefined;
  /** In any order. */
  readonly windows: readonly LegacyWindow[];
  readonly docsUrl: string;
}

/** What is known about one credential, read together. All of it belongs to the credential's own workspace (S-165). */
export interface Snapshot {
  readonly credential?: CredentialFact | undefined;
  readonly membership?: MembershipFact | undefined;
  readonly workspace?: WorkspaceFact | undefined;
  readonly subscription?: SubscriptionFact | undefined;
  readonly assignment?: AssignmentFact | undefined;
  readonly user?: UserFact | undefined;
  readonly legacySchedule?: LegacyScheduleFact | undefined;
}

export const isLegacy = (kind: CredentialKind): boolean => kind === 'legacy_api' || kind === 'legacy_ci';

/** Kinds that belong to a person: they need a membership. */
export const isPersonal = (kind: CredentialKind): boolean => kind === 'developer' || kind === 'legacy_api';
