import { createPublicKey, verify } from 'node:crypto';
import { isLeaseClaims, type LeaseClaims } from './claims.ts';
import { credentialFingerprint, machineFingerprint } from './fingerprint.ts';

/** How early a lease counts: clocks of honest machines differ (contract §6.5, rule 3). */
export const NOT_BEFORE_TOLERANCE_SECONDS = 300;

/** Why a lease is refused, in the order of the checks. */
export type LeaseProblem =
  | 'MALFORMED'
  | 'ALGORITHM_NOT_ALLOWED'
  | 'TYPE_WRONG'
  | 'KEY_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'CLAIMS_INVALID'
  | 'PRODUCT_WRONG'
  | 'MACHINE_WRONG'
  | 'CREDENTIAL_WRONG'
  | 'NOT_YET_VALID'
  | 'EXPIRED';

export type LeaseCheck =
  | { readonly ok: true; readonly claims: LeaseClaims }
  | { readonly ok: false; readonly problem: LeaseProblem };

/** What the lease must fit. */
export interface LeaseExpectations {
  /** `aud`: the product that starts. */
  readonly product: string;
  readonly machineId: string;
  /** The credential as presented, trimmed. */
  readonly credential: string;
  readonly now: Date;
}

/** The published keys; what else an entry says does not matter here. */
export interface LeaseKeySet {
  readonly keys: readonly { readonly kid: string; readonly x: string }[];
}

interface Header {
  readonly alg: unknown;
  readonly typ: unknown;
  readonly kid: unknown;
}

const refused = (problem: LeaseProblem): LeaseCheck => ({ ok: false, problem });

/**
 * Checks a lease offline: algorithm pinned to EdDSA, type, known key, signature, product, machine, credential and
 * `nbf − 5 min ≤ now < exp` (contract §6.5). Never throws, whatever the text; says the first thing that is wrong.
 */
export function verifyLease(jws: string, { keys }: LeaseKeySet, expected: LeaseExpectations): LeaseCheck {
  const [header, payload, signature, ...rest] = jws.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return refused('MALFORMED');

  const head = readJson(header) as Header | undefined;
  const bytes = readBase64Url(signature);
  if (typeof head !== 'object' || head === null || bytes === undefined) return refused('MALFORMED');
  if (head.alg !== 'EdDSA') return refused('ALGORITHM_NOT_ALLOWED');
  if (head.typ !== 'ls-lease+jwt' || 'crit' in head) return refused('TYPE_WRONG');

  const key = keys.find(({ kid }) => kid === head.kid);
  if (!key) return refused('KEY_UNKNOWN');
  if (!isSignedBy(key.x, `${header}.${payload}`, bytes)) return refused('SIGNATURE_INVALID');

  const claims = readJson(payload);
  if (!isLeaseClaims(claims)) return refused('CLAIMS_INVALID');
  const problem = misfit(claims, expected);
  return problem ? refused(problem) : { ok: true, claims };
}

function misfit(
  claims: LeaseClaims,
  { product, machineId, credential, now }: LeaseExpectations,
): LeaseProblem | undefined {
  const seconds = now.getTime() / 1_000;
  if (claims.aud !== product) return 'PRODUCT_WRONG';
  if (claims.mid !== machineFingerprint(machineId)) return 'MACHINE_WRONG';
  if (claims.cred_id !== credentialFingerprint(credential)) return 'CREDENTIAL_WRONG';
  // Written so that a date that is none (NaN) is refused.
  if (!(seconds >= claims.nbf - NOT_BEFORE_TOLERANCE_SECONDS)) return 'NOT_YET_VALID';
  if (!(seconds < claims.exp)) return 'EXPIRED';
  return undefined;
}

/** Whether the key with this public half has signed the text. Never throws, whatever `x` is. */
export function isSignedBy(x: string, signed: string, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(signed), key, signature);
  } catch {
    return false;
  }
}

/** Only the one canonical spelling: base64url has spare bits, and a changed letter must not pass for the same bytes. */
function readBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function readJson(part: string): unknown {
  const bytes = readBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
