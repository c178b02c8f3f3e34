import { after, HOUR } from '@platform/kernel';
import { type StoredKey, vouchFor } from '@platform/lease';
import { OpsProblem } from './problem.ts';

/** A signing key as it stands in the secrets, with the moment of its last change. */
export interface DatedKey extends StoredKey {
  readonly since?: string;
}
export type SigningKeys = readonly DatedKey[];

/** The longest lease (S-93), and an hour for clocks that differ and for what a process signs after it last told that it lives. */
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
      `not every activation shows ${next.kid} yet: it could not be verified there.`,
      'Restart every activation, so that the key is in the published set.',
    );
  }
  const since = now.toISOString();
  return keys.map((key) => {
    if (key.state === 'active') return { ...key, state: 'retiring', since };
    return key === next ? { ...key, state: 'active', since } : key;
  });
}

/** Until when some activation has lived that signs with a key, by the name of the key. */
export type SigningTimes = ReadonlyMap<string, Date>;

/**
 * Retiring keys go, once no lease that they signed can live: they sign until the last activation is restarted, however long
 * ago the keys were changed. Raises NOTHING_UNDER_WAY, SIGNING_UNKNOWN, LEASES_LIVE.
 */
export function dropRetiring(keys: SigningKeys, signing: SigningTimes, now: Date): SigningKeys {
  for (const { kid, since } of retiringOf(keys)) {
    const seen = signing.get(kid);
    if (!seen) throw signingUnknown(kid);
    const last = new Date(Math.max(Number(seen), since ? Date.parse(since) : 0));
    if (after(last, LEASES_END) > now) throw leasesLive(kid, last);
  }
  return dropAtOnce(keys);
}

/** Retiring keys go, although their leases may live. Raises NOTHING_UNDER_WAY. */
export function dropAtOnce(keys: SigningKeys): SigningKeys {
  const gone = retiringOf(keys);
  return keys.filter((key) => !gone.includes(key));
}

function retiringOf(keys: SigningKeys): SigningKeys {
  const retiring = keys.filter(({ state }) => state === 'retiring');
  if (retiring.length > 0) return retiring;
  throw new OpsProblem('NOTHING_UNDER_WAY', 'No key retires.', 'Nothing is to be done.');
}

const leasesLive = (kid: string, last: Date): OpsProblem =>
  new OpsProblem(
    'LEASES_LIVE',
    `${kid} may have signed until ${last.toISOString()}: emulators may hold its leases until ${after(last, LEASES_END).toISOString()}.`,
    'Restart every activation that still signs with it, and come back then. A key that leaked goes at once with ' +
      '--although-leases-live: its emulators ask for a new lease.',
  );

const signingUnknown = (kid: string): OpsProblem =>
  new OpsProblem(
    'SIGNING_UNKNOWN',
    `No activation has told until when it signed with ${kid}.`,
    'Give the database of activation in MONGO_URL. If it is that one: --although-leases-live, 25 h after the last restart.',
  );
