import { type Id, newId } from '@platform/kernel';
import {
  credentialFingerprint,
  type LeaseClaims,
  machineFingerprint,
  type SigningKey,
  signLease,
} from '@platform/lease';
import type { Snapshot } from './domain/facts.ts';
import { leaseTerms } from './domain/lease-terms.ts';
import type { ActivationRequest } from './domain/request.ts';

export interface LeaseMaker {
  readonly issuer: string;
  readonly key: SigningKey;
  readonly hours: number;
  /** Chance in [0, 1). */
  readonly chance: () => number;
}

/** A lease as it was given. */
export interface GivenLease {
  readonly id: Id<'lse'>;
  readonly kid: string;
  readonly jws: string;
  readonly notAfter: Date;
  readonly renewAt: Date;
}

export interface Grant {
  readonly request: ActivationRequest;
  readonly snapshot: Snapshot;
  readonly now: Date;
  /** The presented value; only its fingerprint goes into the lease. */
  readonly credential: string;
  /** The machine's fingerprint. */
  readonly machine: string;
}

/** D-16: signs the lease of a granted activation (contract §6.4). */
export function giveLease(grant: Grant, { issuer, key, hours, chance }: LeaseMaker): GivenLease {
  const terms = leaseTerms(grant.snapshot, { now: grant.now, hours, chance: chance() });
  const id = newId('lse', grant.now);
  const claims: LeaseClaims = {
    iss: issuer,
    ...who(grant),
    jti: id,
    iat: terms.issuedAt,
    nbf: terms.issuedAt,
    exp: terms.notAfter,
    renew_at: terms.renewAt,
    v: 1,
  };
  const instant = (seconds: number) => new Date(seconds * 1_000);
  return {
    id,
    kid: key.kid,
    jws: signLease(claims, key),
    notAfter: instant(terms.notAfter),
    renewAt: instant(terms.renewAt),
  };
}

function who({ request, snapshot: { credential, subscription }, credential: value, machine }: Grant) {
  if (!credential || !subscription) throw new TypeError('a grant without credential or subscription');
  return {
    aud: request.product?.name ?? '',
    sub: credential.userId || `${credential.workspaceId}/ci`,
    ws: credential.workspaceId,
    cred_kind: credential.kind,
    cred_id: credentialFingerprint(value),
    sid: request.sessionId,
    mid: machine,
    plan: subscription.planCode,
    feat: subscription.features,
  };
}

/** Names the machine of a request without its id; '' when it sent none. */
export const machineOf = ({ machine }: ActivationRequest): string =>
  machine?.machineId ? machineFingerprint(machine.machineId) : '';
