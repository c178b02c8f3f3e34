import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newStoredKey } from '@platform/lease';
import { issuers, type SecretVariable } from './services.ts';

/** The secrets of one development house, made once and kept with its data: what they sealed must stay readable. */
export interface Secrets {
  readonly callers: Readonly<Record<string, { readonly privateKey: string; readonly publicKey: string }>>;
  readonly variables: Readonly<Record<SecretVariable, string>>;
}

/** The secrets in the folder; makes those that are missing. Only the owner of the file may read it. */
export async function houseSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const before = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Secrets,
    () => undefined,
  );
  const secrets: Secrets = {
    callers: { ...Object.fromEntries(issuers.map((issuer) => [issuer, keyPair()])), ...before?.callers },
    variables: { ...freshVariables(), ...before?.variables },
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

const key = () => `v1:${randomBytes(32).toString('base64')}`;

const freshVariables = (): Secrets['variables'] => ({
  TOKEN_PEPPERS: key(),
  TOKEN_SEALING_KEYS: key(),
  MAIL_SEALING_KEY: key(),
  LEASE_SIGNING_KEYS: JSON.stringify([newStoredKey(`dev-${randomBytes(4).toString('hex')}`)]),
});

/** Whom everybody believes, as the variable CALLER_KEYS wants it. */
export const callerKeys = ({ callers }: Secrets): string =>
  JSON.stringify(Object.fromEntries(Object.entries(callers).map(([issuer, { publicKey }]) => [issuer, publicKey])));
