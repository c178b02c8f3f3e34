import type { Segment } from './journal.ts';

/** Segments that wait to be written, oldest first. */
export interface Waiting {
  first(): Segment | undefined;
  push(segment: Segment): void;
  /** Forgets the first one. */
  shift(): void;
  /** How many have come so far, and how many have gone. */
  come(): number;
  gone(): number;
  /** Decisions that are held in memory. */
  held(): number;
  /** Of these, the ones that no disk has. */
  memoryOnly(): number;
}

/** Of the segments on disk only so many decisions are held in memory, too; the others are read back when their turn comes. */
export function waitingSegments(inMemory: number): Waiting {
  const waiting: Segment[] = [];
  let [held, memoryOnly, come] = [0, 0, 0];
  const count = ({ entries, onDisk }: Segment, sign: 1 | -1): void => {
    const size = sign * (entries?.length ?? 0);
    held += size;
    if (!onDisk) memoryOnly += size;
  };
  return {
    first: () => waiting[0],
    push(segment) {
      if (segment.onDisk && held + (segment.entries?.length ?? 0) > inMemory) segment.entries = undefined;
      count(segment, 1);
      waiting.push(segment);
      come += 1;
    },
    shift() {
      const first = waiting.shift();
      if (first) count(first, -1);
    },
    come: () => come,
    gone: () => come - waiting.length,
    held: () => held,
    memoryOnly: () => memoryOnly,
  };
}
