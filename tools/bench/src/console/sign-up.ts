import {
  createWorkspace,
  newPerson,
  type Place,
  reveal,
  secretIn,
  signIn,
  signUp,
  startTrial,
  tokenExists,
} from '@platform/testing';
import { median } from '../arithmetic.ts';

/** What one journey took, step by step, in milliseconds. */
export interface Journey {
  readonly steps: Readonly<Record<string, number>>;
  /** From the end of the sign-up to the mail in the inbox: the provider's part, which is not counted. */
  readonly mailMs: number;
  readonly withoutMailMs: number;
}

export interface JourneyFigures {
  readonly journeys: readonly Journey[];
  readonly steps: Readonly<Record<string, number>>;
  readonly mailMs: number;
  readonly withoutMailMs: number;
  readonly slowestMs: number;
}

/** Somebody new goes from the sign-up to the value of the token, over HTTP and without a pause. */
export async function oneJourney(place: Place): Promise<Journey> {
  const person = newPerson(place, 'bench');
  const steps: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await work();
    steps[name] = performance.now() - began;
    return value;
  };
  await timed('sign up', () => signUp(person));
  const began = performance.now();
  const secret = secretIn(await place.mailbox.mail(person.email, /confirm|verify/i, 60_000));
  const mailMs = performance.now() - began;
  await timed('verify the address', () => person.visitor.must('POST', '/v1/auth/verify-email', { secret }));
  await timed('sign in', () => signIn(person));
  await timed('create the workspace', () => createWorkspace(person));
  await timed('start the trial', () => startTrial(person));
  await timed('the token exists', () => tokenExists(person));
  await timed('prove the password again, reveal', () => reveal(person));
  return { steps, mailMs, withoutMailMs: Object.values(steps).reduce((sum, one) => sum + one, 0) };
}

/** Goes the journey so many times after one that does not count; medians of each. */
export async function measureJourneys(
  go: () => Promise<Journey>,
  times: number,
  say: (line: string) => void,
): Promise<JourneyFigures> {
  await go();
  const journeys: Journey[] = [];
  for (let number = 1; number <= times; number += 1) {
    const journey = await go();
    journeys.push(journey);
    say(`journey ${number}: ${Math.round(journey.withoutMailMs)} ms and ${Math.round(journey.mailMs)} ms for the mail`);
  }
  const totals = journeys.map(({ withoutMailMs }) => withoutMailMs);
  const names = Object.keys(journeys[0]?.steps ?? {});
  return {
    journeys,
    steps: Object.fromEntries(names.map((name) => [name, median(journeys.map(({ steps }) => steps[name] ?? 0))])),
    mailMs: median(journeys.map(({ mailMs }) => mailMs)),
    withoutMailMs: median(totals),
    slowestMs: Math.max(...totals),
  };
}
