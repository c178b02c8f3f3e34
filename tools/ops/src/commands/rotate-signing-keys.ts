import { randomBytes } from 'node:crypto';
import { type Jwks, newStoredKey } from '@platform/lease';
import type { Config } from '../config.ts';
import { OpsProblem } from '../problem.ts';
import { changeSecret, readSecret } from '../secrets-file.ts';
import { activateNext, addNext, dropRetiring, type SigningKeys } from '../signing-key-change.ts';
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
  const published = await publishedBy(config.ACTIVATION_URL);
  await change(options, (keys) => activateNext(keys, published, new Date()));
  options.say('Restart every activation. After the longest lease (25 h): rotate-signing-keys drop');
}

/** Retiring keys go. Raises NOTHING_UNDER_WAY, LEASES_LIVE unless told to do it although leases live. */
export async function dropSigningKeys(options: RotateOptions & { readonly force: boolean }): Promise<void> {
  await change(options, (keys) => dropRetiring(options.force ? withoutDates(keys) : keys, new Date()));
  options.say('Restart every activation.');
}

const withoutDates = (keys: SigningKeys): SigningKeys =>
  keys.map((key) => ({ ...key, since: new Date(0).toISOString() }));

async function change({ secrets, say }: RotateOptions, how: (keys: SigningKeys) => SigningKeys): Promise<void> {
  await changeSecret(secrets, KEYS, (before) => JSON.stringify(how(JSON.parse(before) as SigningKeys)));
  const keys = JSON.parse(await readSecret(secrets, KEYS)) as SigningKeys;
  for (const { kid, state } of keys) say(`${kid}: ${state}`);
}

async function publishedBy(activation: string): Promise<readonly string[]> {
  try {
    const answer = await fetch(new URL('/.well-known/license-jwks.json', activation));
    return ((await answer.json()) as Jwks).keys.map(({ kid }) => kid);
  } catch (cause) {
    const problem = new OpsProblem(
      'ACTIVATION_AWAY',
      `${activation} does not show its keys.`,
      'Start activation first.',
    );
    problem.cause = cause;
    throw problem;
  }
}
