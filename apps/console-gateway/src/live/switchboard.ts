import { frame, heartbeat, refreshFrame, retry } from './frame.ts';
import type { Listeners, OpenPage } from './listeners.ts';
import type { Change } from './meaning.ts';
import type { Ring } from './ring.ts';
import { seenBy } from './sight.ts';

/** Something that happened, as it is kept for those who come back. */
export interface Told {
  readonly at: string;
  readonly changes: readonly Change[];
}

/** Says to each open page what it may know, and nothing else. */
export interface Switchboard {
  tell(told: Told): void;
  /** The first words to a page: what it missed after the place where it stopped, and whether changes are heard. */
  greet(page: OpenPage, place: string | undefined): void;
  /** Changes are heard, or no longer. Whoever came before they ever were is told to fetch everything. */
  hears(live: boolean): void;
  beat(page: OpenPage): void;
}

const soonestReturnMs = 500;
const returnSpreadMs = 1_500;

export function switchboard(listeners: Listeners, ring: Ring<Told>): Switchboard {
  let live = false;
  let everLive = false;
  const say = ({ viewer, line }: OpenPage, { changes, at }: Told, place: string) => {
    const about = seenBy(viewer, changes);
    if (about.length > 0) line.write(frame('changed', { about: [...about], at }, place));
  };
  const catchUp = (page: OpenPage, place: string) => {
    const missed = ring.since(place);
    if (!missed) page.line.write(refreshFrame(ring.head()));
    for (const one of missed ?? []) say(page, one.value, one.place);
  };
  return {
    tell: (told) => {
      const place = ring.add(told);
      const near = new Set(told.changes.flatMap(({ whom }) => listeners.within(whom)));
      for (const page of near) say(page, told, place);
    },
    greet: (page, place) => {
      page.line.write(retry(Math.round(soonestReturnMs + Math.random() * returnSpreadMs)));
      if (place !== undefined) catchUp(page, place);
      page.line.write(frame('live', { live }, ring.head()));
    },
    hears: (now) => {
      if (now === live) return;
      live = now;
      const first = live && !everLive;
      everLive ||= live;
      if (first) ring.restart();
      for (const { line } of listeners.all()) {
        if (first) line.write(refreshFrame(ring.head()));
        line.write(frame('live', { live }, ring.head()));
      }
    },
    beat: ({ line }) => line.write(heartbeat(ring.head())),
  };
}
