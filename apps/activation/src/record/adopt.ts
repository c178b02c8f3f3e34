import type { Log } from '@platform/mongo';
import type { Journal, Segment } from './journal.ts';

/** Takes over what dead processes left in the folder. */
export interface Adopter {
  /** What is ours from now on. Raises when the folder cannot be looked through. */
  take(): readonly Segment[];
  /** The same for a process that is under way, which a folder that vanished must not end; undefined where it cannot be looked through. */
  again(): readonly Segment[] | undefined;
}

export function adopterOf(journal: Journal, log: Log): Adopter {
  let said = false;
  /** A file that cannot be taken over stays where it is, for the next time. */
  const claim = (path: string): readonly Segment[] => {
    try {
      const segment = journal.claim(path);
      return segment ? [segment] : [];
    } catch (err) {
      log.warn({ err, path }, 'decisions of an earlier process cannot be taken over yet');
      return [];
    }
  };
  const take = (): readonly Segment[] => {
    const taken = journal.abandoned().flatMap(claim);
    if (taken.length > 0) log.info({ files: taken.length }, 'decisions of an earlier process found');
    said = false;
    return taken;
  };
  return {
    take,
    again() {
      try {
        return take();
      } catch (err) {
        if (!said) log.error({ err }, 'the folder of the decision journal cannot be looked through');
        said = true;
        return undefined;
      }
    },
  };
}
