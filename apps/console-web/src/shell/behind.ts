import type { Hearing } from '../live/hearing.ts';

/**
 * Why the page may be behind: the device has no network; the console is away; an answer did not come; what changes is heard
 * late, since the console hears nothing itself, or since this browser has no connection left for one more workspace.
 */
export type Behind = 'offline' | 'lost' | 'failing' | 'deaf';

export interface Circumstances {
  readonly online: boolean;
  readonly hearing: Hearing['state'];
  /** What is wrong with the hearing is so for a while. */
  readonly isLong: boolean;
  /** Something that is shown could not be asked for again. */
  readonly isFailing: boolean;
}

/** The one reason that is said: that which explains most. */
export function behind({ online, hearing, isLong, isFailing }: Circumstances): Behind | undefined {
  if (!online) return 'offline';
  if (isLong && hearing === 'lost') return 'lost';
  if (isFailing) return 'failing';
  return isLong && hearing !== 'heard' ? 'deaf' : undefined;
}
