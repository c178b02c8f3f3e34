import { DAY } from '@platform/kernel';
import type { Imported, LegacyKey, Stage } from './legacy-key.ts';

/** How long a legacy key must have been silent before it may go; 14 days for CI keys, once those can be rotated. */
const QUIET = 7 * DAY;
/** How long a use of the legacy key after the switch stays an alert; then time alone leads back to `token_in_use`. */
const REGRESSED_FOR = DAY;
const DORMANT_AFTER = 90 * DAY;

/**
 * The stage of a key at an instant (contract §7.2), from facts alone: hearing them again, or in another order, gives the
 * same stage. Time moves it too (silence makes it ready), without any job.
 */
export function stageOf(key: LegacyKey, now: Date): Stage {
  const { imported, owner, uses } = key;
  if (imported?.kind !== 'api') return 'active';
  if (owner.member?.is === false) return 'orphaned';
  const switchedAt = owner.tokenFirstUsedAt;
  if (!switchedAt) return owner.license?.is ? 'license_assigned' : 'active';
  if (uses.lastAt && uses.lastAt > switchedAt && silence(uses.lastAt, now) < REGRESSED_FOR) return 'regressed';
  return silence(lastSign(imported, key), now) >= QUIET ? 'ready_to_remove' : 'token_in_use';
}

/** No use in a long time: a flag beside the stage, since such a key may belong to a yearly job (contract §7.2). */
export const isDormant = (key: LegacyKey, now: Date): boolean =>
  key.imported !== null && silence(lastSign(key.imported, key), now) >= DORMANT_AFTER;

/** We have looked only since the import: silence before it is none that we heard. */
function lastSign(imported: Imported, { uses }: LegacyKey): Date {
  return uses.lastAt && uses.lastAt > imported.at ? uses.lastAt : imported.at;
}

const silence = (since: Date, now: Date): number => now.getTime() - since.getTime();

/** What a stage rests on, in words. */
export const evidenceOf: Readonly<Record<Stage, string>> = {
  active: 'no license is assigned to the owner',
  license_assigned: 'a license is assigned to the owner',
  token_in_use: 'the owner has activated with an Auth Token',
  ready_to_remove: 'the owner has switched and the legacy key is silent',
  regressed: 'the legacy key was used again after the switch',
  orphaned: 'the owner is no longer a member of the workspace',
};
