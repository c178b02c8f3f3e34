import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Clock, isId, MINUTE, refuse, SECOND, systemClock } from '@platform/kernel';
import { isPermission } from '@platform/permissions';
import { LRUCache } from 'lru-cache';
import { anonymous, type Caller, serviceCaller, type UserClaims, userCaller } from './caller.ts';

/** Speaks for a service, and for users if the service is the gateway. */
export interface CallerSigner {
  readonly issuer: string;
  /**
   * A token for one audience; it lives 60 s, and the same is given for half of them when the same is to be said. Without
   * claims it says only which service calls.
   */
  sign(audience: string, claims?: UserClaims): string;
}

/** Decides whose word counts. */
export interface CallerTrust {
  /** The service that is called: tokens for anybody else are refused. */
  readonly audience: string;
  /** The caller whom a token proves; without a token an anonymous one. Raises UNAUTHENTICATED. */
  read(token: string | undefined): Caller;
}

/** What travels: short names, since the token rides on every call. Times are whole seconds. */
interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly sub?: string | undefined;
  readonly ws?: string | undefined;
  readonly perms?: readonly string[] | undefined;
  readonly sid?: string | undefined;
  readonly fresh?: number | undefined;
}

const lifetime = MINUTE / SECOND;
/** Clocks of our machines may differ by this much. */
const skew = 5;
/** A token is made anew when it is half spent. */
const reuse = lifetime / 2;
const remembered = 1_024;
const longest = 8_192;
const header = part({ alg: 'EdDSA', typ: 'caller+jwt' });

export interface SignerOptions {
  readonly issuer: string;
  /** Ed25519, PKCS8 in base64 (DER): CALLER_PRIVATE_KEY. */
  readonly privateKey: string;
  readonly clock?: Clock;
}

/** Signs caller tokens: compact JWS, EdDSA. Raises TypeError when the key is not Ed25519 in PKCS8. */
export function callerSigner({ issuer, privateKey, clock = systemClock }: SignerOptions): CallerSigner {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  mustBeEd25519(key);
  const said = new LRUCache<string, { readonly token: string; readonly at: number }>({ max: remembered });
  return {
    issuer,
    sign: (audience, claims) => {
      const at = seconds(clock.now());
      const content = claims === undefined ? audience : JSON.stringify([audience, claims]);
      const before = said.get(content);
      if (before && at >= before.at && at - before.at < reuse) return before.token;
      const token = signed(key, tokenClaims(issuer, audience, at, claims));
      said.set(content, { token, at });
      return token;
    },
  };
}

export interface TrustOptions {
  /** Issuer → Ed25519 public key, SPKI in base64 (DER): CALLER_KEYS. */
  readonly keys: Readonly<Record<string, string>>;
  readonly audience: string;
  readonly clock?: Clock;
  /** Who may speak for a user. */
  readonly gateways?: readonly string[];
}

/** Verifies caller tokens for one service. Raises TypeError when a key is not Ed25519 in SPKI. */
export function callerTrust({
  keys,
  audience,
  clock = systemClock,
  gateways = ['gateway'],
}: TrustOptions): CallerTrust {
  const known = new Map(Object.entries(keys).map(([issuer, text]) => [issuer, publicKey(text)]));
  const proved = new LRUCache<string, { readonly caller: Caller; readonly exp: number }>({ max: remembered });
  return {
    audience,
    read: (token) => {
      if (!token) return anonymous;
      const now = seconds(clock.now());
      const before = proved.get(token);
      if (before && now < before.exp) return before.caller;
      const claims = verified(token, known);
      mustHold(claims, { audience, now, gateways });
      const caller = callerFrom(claims);
      proved.set(token, { caller, exp: claims.exp });
      return caller;
    },
  };
}

function tokenClaims(iss: string, aud: string, iat: number, user?: UserClaims): Claims {
  const base = { iss, aud, iat, exp: iat + lifetime };
  if (!user) return base;
  const { userId: sub, workspaceId: ws, permissions: perms, sessionId: sid, steppedUpUntil } = user;
  return { ...base, sub, ws, perms, sid, fresh: steppedUpUntil && seconds(steppedUpUntil) };
}

function signed(key: KeyObject, claims: Claims): string {
  const content = `${header}.${part(claims)}`;
  return `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;
}

/** Checks shape, issuer and signature, cheapest first. */
function verified(token: string, known: ReadonlyMap<string, KeyObject>): Claims {
  const [head, body, signature, more] = token.length <= longest ? token.split('.') : [];
  if (head !== header || !body || !signature || more !== undefined) throw refused('it is not a caller token');
  const claims = parsed(body);
  const key = known.get(claims.iss);
  if (!key) throw refused('its issuer is not known');
  const bytes = Buffer.from(signature, 'base64url');
  // A lenient decoder reads many spellings of one signature; only the canonical one counts.
  const canonical = bytes.toString('base64url') === signature;
  if (!canonical || !verify(null, Buffer.from(`${head}.${body}`), key, bytes)) throw refused('its signature is wrong');
  return claims;
}

function mustHold(claims: Claims, here: { audience: string; now: number; gateways: readonly string[] }): void {
  if (claims.aud !== here.audience) throw refused('it is meant for another service');
  if (here.now >= claims.exp) throw refused('it has expired');
  if (claims.iat > here.now + skew) throw refused('it comes from the future');
  if (claims.exp - claims.iat > lifetime) throw refused('it lives too long');
  if (claims.sub !== undefined && !here.gateways.includes(claims.iss))
    throw refused('its issuer may not speak for users');
}

function callerFrom({ iss, sub, ws, perms, sid, fresh }: Claims): Caller {
  if (sub === undefined) return serviceCaller(iss);
  if (!isId('usr', sub)) throw refused('its user is no user id');
  if (ws !== undefined && !isId('ws', ws)) throw refused('its workspace is no workspace id');
  if (sid !== undefined && !isId('ses', sid)) throw refused('its session is no session id');
  return userCaller(iss, {
    userId: sub,
    workspaceId: ws,
    permissions: (perms ?? []).filter(isPermission),
    sessionId: sid,
    steppedUpUntil: fresh === undefined ? undefined : new Date(fresh * SECOND),
  });
}

function parsed(body: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
    if (isClaims(value)) return value;
  } catch {
    // Told below, like every other shape that is not ours.
  }
  throw refused('its claims cannot be read');
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false;
  const { iss, aud, iat, exp, sub, ws, perms, sid, fresh } = value as Record<string, unknown>;
  const texts = [iss, aud].every((one) => typeof one === 'string');
  const times = [iat, exp].every((one) => Number.isSafeInteger(one));
  const optional = [sub, ws, sid].every((one) => one === undefined || typeof one === 'string');
  const freshness = fresh === undefined || Number.isSafeInteger(fresh);
  const list = perms === undefined || (Array.isArray(perms) && perms.every((one) => typeof one === 'string'));
  return texts && times && optional && freshness && list;
}

/** The caller learns only that it is not believed; why stays in the cause, for the log. */
const refused = (why: string): Error => refuse('UNAUTHENTICATED', { cause: new Error(`caller token refused: ${why}`) });

function publicKey(text: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  mustBeEd25519(key);
  return key;
}

function mustBeEd25519(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('a caller key must be Ed25519');
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const seconds = (at: Date): number => Math.floor(at.getTime() / SECOND);
