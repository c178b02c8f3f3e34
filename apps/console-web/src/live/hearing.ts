import type { Frame } from './frame.ts';

/**
 * How the page hears of changes: not yet known; heard; the server itself does not hear at the moment; no connection.
 * `stale` says whether something may have been missed that nobody will tell any more.
 */
export interface Hearing {
  readonly state: 'joining' | 'heard' | 'deaf' | 'lost';
  readonly stale: boolean;
}

/** A page begins to listen after it was loaded: what happened in between is told by nobody. */
export const joining: Hearing = { state: 'joining', stale: true };

/**
 * What a frame makes of it, and whether everything must be asked again now: when changes are heard for the first time, or
 * again after the server was deaf. A lost connection that comes back is told what it missed.
 */
export function heard(before: Hearing, frame: Frame): { readonly now: Hearing; readonly askAll: boolean } {
  switch (frame.event) {
    case 'live':
      return frame.live
        ? { now: { state: 'heard', stale: false }, askAll: before.stale }
        : { now: { state: 'deaf', stale: true }, askAll: false };
    case 'lost':
      return { now: { ...before, state: 'lost' }, askAll: false };
    case 'refresh':
      return { now: before, askAll: true };
    default:
      return { now: before, askAll: false };
  }
}
