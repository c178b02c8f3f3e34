import type {
  AssignmentFact,
  CredentialFact,
  LegacyScheduleFact,
  MembershipFact,
  SubscriptionFact,
  UserFact,
  WorkspaceFact,
} from '../domain/facts.ts';

/** Everything that is decided from, by the name that the proto gives it. */
export interface FactOf {
  readonly credential: CredentialFact;
  readonly membership: MembershipFact;
  readonly workspace: WorkspaceFact;
  readonly subscription: SubscriptionFact;
  readonly assignment: AssignmentFact;
  readonly user: UserFact;
  readonly legacySchedule: LegacyScheduleFact;
}

export type FactKind = keyof FactOf;
