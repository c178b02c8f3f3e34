import { frame } from './frame.ts';
import type { OpenPage } from './listeners.ts';
import type { Listener, Standing } from './right-to-listen.ts';

export interface WatchTiming {
  /** A page's right is looked at at least so often. */
  readonly lookMs: number;
  /** When nobody could be asked, it is tried again after so long. */
  readonly againMs: number;
  /** A page whose right nobody could confirm for so long is hung up on: it must come back through the door. */
  readonly unknownMs: number;
  /** The same for one whose right has probably ended. */
  readonly suspectMs: number;
}

/** Looks after the right of open pages to go on listening. */
export interface Watch {
  look(page: OpenPage): Promise<void>;
  /** Something happened that may have ended the right: looks at once, and not in good faith. */
  suspect(page: OpenPage): Promise<void>;
}

/** Pages that were opened together are not looked at together. */
const spread = (milliseconds: number) => milliseconds * (0.8 + Math.random() * 0.2);

export function watchOver(ask: (listener: Listener) => Promise<Standing>, timing: WatchTiming): Watch {
  const look = async (page: OpenPage): Promise<void> => {
    const began = Date.now();
    page.lookAt = began + spread(timing.lookMs);
    const standing = await ask(page.listener);
    if (standing === 'unknown') {
      page.lookAt = Date.now() + timing.againMs;
      if (Date.now() - page.knownAt > timing.unknownMs) page.line.end();
    } else if (standing.stays) {
      page.knownAt = began;
      page.viewer = { ...page.viewer, permissions: standing.permissions };
    } else {
      page.line.end(frame(standing.why, { reason: standing.reason }));
    }
  };
  return {
    look,
    suspect: (page) => {
      page.knownAt = Math.min(page.knownAt, Date.now() - timing.unknownMs + timing.suspectMs);
      return look(page);
    },
  };
}
