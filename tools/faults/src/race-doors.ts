/** Something that is said at every door, and is changed in one place: one writer, any number of readers. */
export interface Said {
  /** Changes it; resolves when its owner has answered. */
  change(round: number): Promise<void>;
  readonly doors: readonly ReadDoor[];
}

export interface ReadDoor {
  readonly name: string;
  /** What is said there: of which round. */
  read(): Promise<number>;
}

/** What was said at a door to somebody who asked after the change was answered, and was not that change: what must never be. */
export interface LateWord {
  readonly door: string;
  readonly said: number;
  readonly changed: number;
  /** How long after the answer it was asked for. */
  readonly afterMs: number;
}

export interface WordHistory {
  readonly changes: number;
  readonly reads: number;
  /** Reads that were begun before the answer: either is right for them. */
  readonly racing: number;
  readonly late: readonly LateWord[];
}

/**
 * Changes it over and over while every door is asked, and says what was said late. The instants come from one monotonic
 * clock, so that "after" is certain.
 */
export async function raceDoors({ change, doors }: Said, rounds: number): Promise<WordHistory> {
  const late: LateWord[] = [];
  let reads = 0;
  const everyDoor = () =>
    doors.map(async ({ name, read }) => {
      const began = performance.now();
      const said = await read();
      reads += 1;
      return { door: name, began, said };
    });
  let racing = 0;
  for (let round = 1; round <= rounds; round += 1) {
    // Each door has said it before, so that it has something to hold.
    await Promise.all(everyDoor());
    const during = everyDoor();
    await change(round);
    const answeredAt = performance.now();
    for (const { door, began, said } of await Promise.all(everyDoor())) {
      if (said !== round) late.push({ door, said, changed: round, afterMs: began - answeredAt });
    }
    racing += (await Promise.all(during)).length;
  }
  return { changes: rounds, reads, racing, late };
}
