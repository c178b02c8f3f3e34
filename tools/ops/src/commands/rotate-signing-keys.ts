import { randomBytes } from 'node:crypto';
import { newStoredKey } from '@platform/lease';
import { connect } from '@platform/mongo';
import { logger } from '@platform/telemetry';
import type { Config } from '../config.ts';
import { publishedByAll } from '../published-keys.ts';
import { changeSecret, readSecret } from '../secrets-file.ts';
import {
  activateNext,
  addNext,
  dropAtOnce,
  dropRetiring,
  type SigningKeys,
  type SigningTimes,
} from '../signing-key-change.ts';
import type { RotateOptions } from './rotate-pepper.ts';

const KEYS = 'LEASE_SIGNING_KEYS';

/** A key that is published and does not sign yet. Raises CHANGE_UNDER_WAY. */
export async function addSigningKey(options: RotateOptions): Promise<void> {
  const fresh = newStoredKey(`key-${randomBytes(4).toString('hex')}`, 'next');
  await change(options, (keys) => addNext(keys, fresh, new Date()));
  options.say('Restart every activation, so that the key is published. Then: rotate-signing-keys activate');
}

/** The next key signs from the next start of activation on. Raises NOTHING_UNDER_WAY, NOT_PUBLISHED, ACTIVATION_AWAY. */
export async function activateSigningKey(config: Config, options: RotateOptions): Promise<void> {
  const published = await publishedByAll(config.ACTIVATION_URLS);
  await change(options, (keys) => activateNext(keys, published, new Date()));
  options.say('Restart every activation. 25 h after the last restart (the longest lease): rotate-signing-keys drop');
}

export interface DropOptions extends RotateOptions {
  /** The key has leaked: it goes although leases live. */
  readonly force: boolean;
}

/** Retiring keys go. Raises NOTHING_UNDER_WAY, and unless told to do it at once SIGNING_UNKNOWN, LEASES_LIVE. */
export async function dropSigningKeys(readConfig: () => Config, { force, ...options }: DropOptions): Promise<void> {
  const drop = force ? dropAtOnce : await dropWhenOver(readConfig());
  await change(options, drop);
  options.say('Restart every activation.');
}

async function dropWhenOver({ MONGO_URL }: Config): Promise<(keys: SigningKeys) => SigningKeys> {
  const signing = await signingTimes(MONGO_URL);
  return (keys) => dropRetiring(keys, signing, new Date());
}

/** What all activations have told: with which key they sign, every ten seconds. */
async function signingTimes(url: string): Promise<SigningTimes> {
  const mongo = await connect({ url, database: 'activation', log: logger('ops', { level: 'warn' }) });
  try {
    const rows = await mongo.collection<{ _id: string; signs_until: Date }>('signing_keys').find().toArray();
    return new Map(rows.map(({ _id, signs_until }) => [_id, signs_until]));
  } finally {
    await mongo.close();
  }
}

async function change({ secrets, say }: RotateOptions, how: (keys: SigningKeys) => SigningKeys): Promise<void> {
  await changeSecret(secrets, KEYS, (before) => JSON.stringify(how(JSON.parse(before) as SigningKeys)));
  const keys = JSON.parse(await readSecret(secrets, KEYS)) as SigningKeys;
  for (const { kid, state } of keys) say(`${kid}: ${state}`);
}
