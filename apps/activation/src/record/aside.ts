import type { Log } from '@platform/mongo';
import type { Found, Journal, Segment } from './journal.ts';

/** Files that the disk does not let us read or remove: no later decision waits for them. Said once, tried again now and then. */
export interface Aside {
  /** What is in a segment; undefined when there is nothing that can be written from it now. */
  read(segment: Segment): Found | undefined;
  /** Forgets a segment whose decisions are written. */
  drop(segment: Segment, damaged: number): void;
  /** Removes what can be removed by now, and hands out what should be read once more. */
  again(): readonly Segment[];
  /** How many could not be read. */
  unread(): number;
  /** How many are written and could not be removed. */
  unremoved(): number;
}

export function asideOf(journal: Journal, log: Log): Aside {
  let unread: Segment[] = [];
  const written: { readonly segment: Segment; readonly damaged: number }[] = [];
  const said = new WeakSet<Segment>();

  const say = (segment: Segment, err: unknown, what: string): void => {
    if (!said.has(segment)) log.error({ err, path: segment.path }, what);
    said.add(segment);
  };
  const drop = (segment: Segment, damaged: number): void => {
    if (damaged > 0 && !said.has(segment))
      log.error({ path: segment.path, damaged }, 'decisions in the journal cannot be read');
    try {
      journal.drop(segment, damaged);
    } catch (err) {
      say(segment, err, 'a file of the decision journal cannot be removed');
      written.push({ segment, damaged });
    }
  };
  return {
    read(segment) {
      if (segment.entries) return { entries: segment.entries, damaged: 0 };
      try {
        const found = journal.read(segment);
        if (!found) say(segment, undefined, 'a file of the decision journal is gone');
        return found;
      } catch (err) {
        say(segment, err, 'a file of the decision journal cannot be read');
        unread.push(segment);
        return undefined;
      }
    },
    drop,
    again() {
      for (const { segment, damaged } of written.splice(0)) drop(segment, damaged);
      const once = unread;
      unread = [];
      return once;
    },
    unread: () => unread.length,
    unremoved: () => written.length,
  };
}
