import { generateKeyPairSync } from 'node:crypto';
import { type CallerSigner, type CallerTrust, callerSigner, callerTrust, type UserClaims } from '@platform/grpc';
import { type Clock, newId } from '@platform/kernel';
import { allPermissions } from '@platform/permissions';

/** One key per service, made once, so that every service of a test believes the others. */
export interface Callers {
  /** CALLER_KEYS: issuer → public key. */
  readonly keys: Readonly<Record<string, string>>;
  /** CALLER_PRIVATE_KEY of one service. */
  privateKey(service: string): string;
  /** Speaks for a service. */
  signer(service: string): CallerSigner;
  /** Speaks for users. */
  readonly gateway: CallerSigner;
  /** What the called service believes. */
  trust(audience: string): CallerTrust;
  /** The two settings of one service, as they stand in its configuration. */
  settings(service: string): {
    readonly CALLER_PRIVATE_KEY: string;
    readonly CALLER_KEYS: Readonly<Record<string, string>>;
  };
}

const everyService = [
  'gateway',
  'identity',
  'workspace',
  'licensing',
  'token',
  'activation',
  'notification',
  'legacy',
  'operator',
] as const;

/** Keys, signers and trust for the named services (default: all). */
export function callers(services: readonly string[] = everyService, clock?: Clock): Callers {
  const pairs = new Map(services.map((service) => [service, keyPair()]));
  const keys = Object.fromEntries([...pairs].map(([service, { publicKey }]) => [service, publicKey]));
  const privateKey = (service: string): string => {
    const pair = pairs.get(service);
    if (!pair) throw new TypeError(`callers() made no key for ${service}`);
    return pair.privateKey;
  };
  const signer = (service: string) =>
    callerSigner({ issuer: service, privateKey: privateKey(service), ...(clock && { clock }) });
  return {
    keys,
    privateKey,
    signer,
    gateway: signer('gateway'),
    trust: (audience) => callerTrust({ keys, audience, ...(clock && { clock }) }),
    settings: (service) => ({ CALLER_PRIVATE_KEY: privateKey(service), CALLER_KEYS: keys }),
  };
}

/** A user who may do everything in a workspace, unless told otherwise: `client.method(request, { caller: fakeCaller() })`. */
export const fakeCaller = (claims: Partial<UserClaims> = {}): UserClaims => ({
  userId: newId('usr'),
  workspaceId: newId('ws'),
  permissions: allPermissions,
  sessionId: newId('ses'),
  ...claims,
});

/** A fresh Ed25519 pair in the form of the settings: base64 of PKCS8 and SPKI. */
export function keyPair(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
