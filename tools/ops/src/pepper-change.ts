import { OpsProblem } from './problem.ts';

/** The versions in a setting `v2:…,v1:…`, the current one first. Never the keys themselves. */
export const versionsOf = (peppers: string): readonly string[] =>
  peppers.split(',').map((entry) => entry.trim().split(':')[0] ?? '');

/** A new pepper in front: it is the current one, the old one is still understood. Raises CHANGE_UNDER_WAY. */
export function begin(peppers: string, key: Buffer): string {
  const versions = versionsOf(peppers);
  if (versions.length > 1) {
    throw new OpsProblem(
      'CHANGE_UNDER_WAY',
      `Two peppers live already: ${versions.join(', ')}.`,
      'Go on with `rotate-pepper move` and `rotate-pepper finish`.',
    );
  }
  const next = 1 + Math.max(...versions.map((version) => Number(version.slice(1))));
  return `v${next}:${key.toString('base64')},${peppers}`;
}

/** What token says about a change that is under way. */
export interface Progress {
  readonly pepper: string;
  readonly tokensLeft: bigint;
  readonly legacyKeysLeft: bigint;
}

/** Raises NOT_IN_USE until token works with the key that stands first in the setting of this name. */
export function mustBeInUse(variable: string, setting: string, used: string): void {
  const [current] = versionsOf(setting);
  if (current === used) return;
  throw new OpsProblem(
    'NOT_IN_USE',
    `token still works with ${used}; ${variable} begins with ${current}.`,
    'Restart every token, and every activation before it where the pepper is changed, so that they have read the setting.',
  );
}

/** Only the current pepper stays. Raises NOTHING_UNDER_WAY, NOT_IN_USE, CREDENTIALS_LEFT. */
export function finish(peppers: string, progress: Progress): string {
  const [current, ...older] = peppers.split(',');
  if (!current || older.length === 0) {
    throw new OpsProblem('NOTHING_UNDER_WAY', 'Only one pepper lives.', 'Begin with `rotate-pepper begin`.');
  }
  mustBeInUse('TOKEN_PEPPERS', peppers, progress.pepper);
  if (progress.tokensLeft > 0n || progress.legacyKeysLeft > 0n) {
    throw new OpsProblem(
      'CREDENTIALS_LEFT',
      `${progress.tokensLeft} tokens and ${progress.legacyKeysLeft} legacy keys are found only under the old pepper.`,
      'Move the tokens with `rotate-pepper move`; import the legacy keys again: their hashes are kept nowhere else.',
    );
  }
  return current.trim();
}
