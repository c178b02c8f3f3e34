import { type ActivationDoor, persistent } from '@platform/journeys';
import { eventually } from '@platform/testing';

/** Somebody whose token is reset over and over. */
export interface Subject {
  readonly name: string;
  token: string;
  /** Resets the token; resolves with the new value when the owner has answered OK. */
  reset(): Promise<string>;
}

/** A grant that began after the reset of its token was answered: what must never be. */
export interface LateGrant {
  readonly subject: string;
  readonly door: string;
  /** How long after the answer the activation began. */
  readonly afterMs: number;
}

export interface History {
  readonly resets: number;
  readonly activations: number;
  /** Activations that raced a reset: begun before its answer. Either verdict is right for them. */
  readonly racing: number;
  readonly lateGrants: readonly LateGrant[];
  /** New values that were not granted at once, or verdicts that were none. */
  readonly wrongs: readonly string[];
}

export interface Race {
  readonly subjects: readonly Subject[];
  /** The doors that are asked in a round: the first of these, then the second, and so on from the beginning. */
  readonly doors: readonly (readonly ActivationDoor[])[];
  /** Resets per subject. */
  readonly rounds: number;
}

interface Tally {
  resets: number;
  activations: number;
  racing: number;
  readonly lateGrants: LateGrant[];
  readonly wrongs: string[];
}

/** Activates through every door at once and gives when each began. */
const everyDoor = (doors: readonly ActivationDoor[], token: string, tally: Tally) =>
  doors.map(async (door) => {
    const began = performance.now();
    const verdict = await door.activate(token);
    tally.activations += 1;
    return { door: door.name, began, verdict };
  });

/** Waits until the value is granted: one that nobody knows yet is refused for another reason, and can never be granted late. */
const known = (token: string, [first]: readonly ActivationDoor[]) =>
  eventually(async () => (await first?.activate(token))?.granted ?? false, { within: 60_000 });

/**
 * One reset while activations with the same token are under way; then the dead value at every door and the new one at the
 * first. Gives whether the new one was granted.
 */
async function round(subject: Subject, doors: readonly ActivationDoor[], tally: Tally): Promise<boolean> {
  const dead = subject.token;
  const racing = everyDoor(doors, dead, tally);
  subject.token = await subject.reset();
  const answeredAt = performance.now();
  tally.resets += 1;
  const late = await Promise.all(everyDoor(doors, dead, tally));
  for (const { door, began, verdict } of late) {
    if (verdict.granted) tally.lateGrants.push({ subject: subject.name, door, afterMs: began - answeredAt });
    else if (verdict.reason !== 'TOKEN_ROTATED') tally.wrongs.push(`the dead value at ${door}: ${verdict.reason}`);
  }
  const fresh = await Promise.all(everyDoor(doors.slice(0, 1), subject.token, tally));
  for (const { door, verdict } of fresh)
    if (!verdict.granted) tally.wrongs.push(`the new value at ${door}: ${verdict.reason}`);
  tally.racing += (await Promise.all(racing)).length;
  return fresh.every(({ verdict }) => verdict.granted);
}

/**
 * Races resets with activations and says what became of Property S: an activation that began after the answer to a reset
 * and was granted with the old value is a late grant, also when it was asked again for want of a verdict. The instants come from one monotonic clock, so that "after" is certain.
 */
export async function raceResets({ subjects, doors: at, rounds }: Race): Promise<History> {
  const turns = at.map((doors) => doors.map(persistent));
  const tally: Tally = { resets: 0, activations: 0, racing: 0, lateGrants: [], wrongs: [] };
  await Promise.all(
    subjects.map(async (subject) => {
      let granted = false;
      for (let done = 0; done < rounds; done += 1) {
        const doors = turns[done % turns.length] ?? [];
        if (!granted) await known(subject.token, doors);
        granted = await round(subject, doors, tally);
      }
    }),
  );
  return tally;
}
