import { token, type facts as wire } from '@platform/contracts';
import { refuse } from '@platform/kernel';
import type { CredentialFact, LegacyScheduleFact, SubscriptionFact, WorkspaceFact } from '../domain/facts.ts';
import type { FactKind, FactOf } from './kinds.ts';

type About = NonNullable<wire.Fact['about']>;
type Wire<Kind extends FactKind> = Extract<About, { $case: Kind }>['value'];

const wrong = (field: string, detail: string) =>
  refuse('VALIDATION_FAILED', { fields: [{ field, reason: 'FACT_INVALID', detail }] });

const kinds = new Map<token.CredentialKind, CredentialFact['kind']>([
  [token.CredentialKind.DEVELOPER, 'developer'],
  [token.CredentialKind.CI, 'ci'],
  [token.CredentialKind.LEGACY_API, 'legacy_api'],
  [token.CredentialKind.LEGACY_CI, 'legacy_ci'],
]);
const statuses = new Map<token.CredentialStatus, CredentialFact['status']>([
  [token.CredentialStatus.ACTIVE, 'active'],
  [token.CredentialStatus.ROTATED, 'rotated'],
  [token.CredentialStatus.REVOKED, 'revoked'],
  [token.CredentialStatus.EXPIRED, 'expired'],
  [token.CredentialStatus.SUSPENDED, 'suspended'],
  [token.CredentialStatus.REMOVED, 'removed'],
]);
const workspaceStatuses: readonly WorkspaceFact['status'][] = ['active', 'suspended', 'closed'];
const subscriptionKinds: readonly SubscriptionFact['kind'][] = ['trial', 'paid'];
const subscriptionStatuses: readonly SubscriptionFact['status'][] = [
  'trialing',
  'active',
  'past_due',
  'canceled',
  'expired',
  'suspended',
];

/** A value that a decision knows; an unknown one is refused rather than guessed. */
function known<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw wrong(field, 'This value is not known here.');
  return value;
}
const among = <T extends string>(values: readonly T[], given: string, field: string): T =>
  known(
    values.find((value) => value === given),
    field,
  );
function demand(text: string, field: string): string {
  if (text === '' || text.length > 255) throw wrong(field, 'Give 1 to 255 characters.');
  return text;
}

function credential(value: Wire<'credential'>, version: number, at: string): CredentialFact {
  if (value.lookup.length !== 32) throw wrong(`${at}.lookup`, 'A lookup has 32 bytes.');
  return {
    version,
    credentialId: demand(value.credentialId, `${at}.credential_id`),
    kind: known(kinds.get(value.kind), `${at}.kind`),
    status: known(statuses.get(value.status), `${at}.status`),
    workspaceId: demand(value.workspaceId, `${at}.workspace_id`),
    userId: value.userId,
    statusSince: value.statusSince,
    why: value.why,
    expiresAt: value.expiresAt,
    display: value.display,
  };
}

const subscription = (value: Wire<'subscription'>, version: number, at: string): SubscriptionFact => ({
  version,
  subscriptionId: value.subscriptionId,
  kind: among(subscriptionKinds, value.kind, `${at}.kind`),
  status: among(subscriptionStatuses, value.status, `${at}.status`),
  planCode: value.planCode,
  planDisplayName: value.planDisplayName,
  features: value.features,
  ciIncluded: value.ciIncluded,
  endsAt: value.endsAt,
  graceUntil: value.graceUntil,
});

const legacySchedule = (value: Wire<'legacySchedule'>, version: number, at: string): LegacyScheduleFact => ({
  version,
  campaignId: value.campaignId,
  deprecatedSince: value.deprecatedSince,
  sunsetAt: value.sunsetAt,
  docsUrl: value.docsUrl,
  windows: value.windows.map(({ id, startsAt, endsAt }, index) => ({
    id,
    startsAt: known(startsAt, `${at}.windows[${index}].starts_at`),
    endsAt: known(endsAt, `${at}.windows[${index}].ends_at`),
  })),
});

function factFrom(about: About, version: number, at: string): FactOf[FactKind] {
  switch (about.$case) {
    case 'credential':
      return credential(about.value, version, at);
    case 'membership': {
      const { membershipId, active, since } = about.value;
      return { version, membershipId, active, since };
    }
    case 'workspace': {
      const { name, status } = about.value;
      return { version, name, status: among(workspaceStatuses, status, `${at}.status`) };
    }
    case 'subscription':
      return subscription(about.value, version, at);
    case 'assignment': {
      const { assignmentId, active, since, why } = about.value;
      return { version, assignmentId, active, since, why };
    }
    case 'user':
      return { version, suspended: about.value.suspended, since: about.value.since };
    case 'legacySchedule':
      return legacySchedule(about.value, version, at);
  }
}

/** Ids that make up a fact's key: without them it would be about nobody. */
function mustNameItsSubject(about: About, at: string): void {
  if ('workspaceId' in about.value) demand(about.value.workspaceId, `${at}.workspace_id`);
  if ('userId' in about.value && about.$case !== 'credential') demand(about.value.userId, `${at}.user_id`);
}

/** A fact as the decision knows it. Raises VALIDATION_FAILED naming the field that it cannot be decided from. */
export function readFact(
  version: bigint,
  about: wire.Fact['about'],
  field: string,
): { readonly about: About; readonly fact: FactOf[FactKind] } {
  if (!about) throw wrong(field, 'This fact is about nothing that is known here.');
  if (version < 0n || version > BigInt(Number.MAX_SAFE_INTEGER)) throw wrong(`${field}.version`, 'Not a version.');
  const at = `${field}.${about.$case}`;
  mustNameItsSubject(about, at);
  return { about, fact: factFrom(about, Number(version), at) };
}
