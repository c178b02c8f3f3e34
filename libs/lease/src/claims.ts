/** Which kind of credential the lease was given for. */
export const credentialKinds = ['developer', 'ci', 'legacy_api', 'legacy_ci'] as const;
export type LeasedKind = (typeof credentialKinds)[number];

/** What a lease says (contract §6.4). Instants are whole seconds since 1970, as in every JWT. */
export interface LeaseClaims {
  readonly iss: string;
  /** The product that may run. */
  readonly aud: string;
  /** User id, or `<workspace id>/ci` for CI kinds. */
  readonly sub: string;
  readonly ws: string;
  readonly cred_kind: LeasedKind;
  /** `credentialFingerprint` of the presented value. */
  readonly cred_id: string;
  /** Lease id, `lse_…`. */
  readonly jti: string;
  /** The emulator's session. */
  readonly sid: string;
  /** `machineFingerprint` of the machine id. */
  readonly mid: string;
  readonly plan: string;
  readonly feat: readonly string[];
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly renew_at: number;
  readonly v: 1;
}

const texts = ['iss', 'aud', 'sub', 'ws', 'cred_id', 'jti', 'sid', 'mid', 'plan'] as const;
const instants = ['iat', 'nbf', 'exp', 'renew_at'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

const isKind = (value: unknown): boolean => credentialKinds.some((kind) => kind === value);

/** True when `value` has every claim in its right type; a lease of another version is not one of ours. */
export const isLeaseClaims = (value: unknown): value is LeaseClaims =>
  isRecord(value) &&
  value.v === 1 &&
  isKind(value.cred_kind) &&
  isTexts(value.feat) &&
  texts.every((name) => typeof value[name] === 'string') &&
  instants.every((name) => Number.isSafeInteger(value[name]));
