import { after, HOUR } from '@platform/kernel';
import { type StoredKey, vouchFor } from '@platform/lease';
import { OpsProblem } from './problem.ts';

/** A signing key as it stands in the secrets, with the moment of its last change. */
export interface DatedKey extends StoredKey {
  readonly since?: string;
}
export type SigningKeys = readonly DatedKey[];

/** The longest lease (S-93) and an hour for clocks that differ. */
const LEASES_END = 25 * HOUR;

/** One more key, published and not used yet; the active one vouches for it. Raises CHANGE_UNDER_WAY. */
export function addNext(keys: SigningKeys, fresh: StoredKey, now: Date): SigningKeys {
  const next = keys.find(({ state }) => state === 'next');
  if (next) {
    throw new OpsProblem(
      'CHANGE_UNDER_WAY',
      `${next.kid} waits already.`,
      'Go on with `rotate-signing-keys activate`.',
    );
  }
  const active = keys.find(({ state }) => state === 'active');
  return [...keys, { ...(active ? vouchFor(fresh, active) : fresh), state: 'next', since: now.toISOString() }];
}

/** The next key signs, the active one only verifies. Raises NOTHING_UNDER_WAY, NOT_PUBLISHED. */
export function activateNext(keys: SigningKeys, published: readonly string[], now: Date): SigningKeys {
  const next = keys.find(({ state }) => state === 'next');
  if (!next) throw new OpsProblem('NOTHING_UNDER_WAY', 'No key waits.', 'Begin with `rotate-signing-keys add`.');
  if (!published.includes(next.kid)) {
    throw new OpsProblem(
      'NOT_PUBLISHED',
      `activation does not show ${next.kid} yet: nobody could verify what it signs.`,
      'Restart every activation, so that the key is in the published set.',
    );
  }
  const since = now.toISOString();
  return keys.map((key) => {
    if (key.state === 'active') return { ...key, state: 'retiring', since };
    return key === next ? { ...key, state: 'active', since } : key;
  });
}

/** Retiring keys go, once no lease that they signed can live. Raises NOTHING_UNDER_WAY, LEASES_LIVE{until}. */
export function dropRetiring(keys: SigningKeys, now: Date): SigningKeys {
  const retiring = keys.filter(({ state }) => state === 'retiring');
  if (retiring.length === 0) {
    throw new OpsProblem('NOTHING_UNDER_WAY', 'No key retires.', 'Nothing is to be done.');
  }
  const until = retiring.map(({ since }) => after(since ? new Date(since) : now, LEASES_END));
  const last = new Date(Math.max(...until.map(Number)));
  if (last > now) {
    throw new OpsProblem(
      'LEASES_LIVE',
      `Emulators may hold leases of ${retiring.map(({ kid }) => kid).join(', ')} until ${last.toISOString()}.`,
      'Come back then. A key that leaked goes at once with --although-leases-live: its emulators ask for a new lease.',
    );
  }
  return keys.filter(({ state }) => state !== 'retiring');
}
