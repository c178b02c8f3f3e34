import { type ActivationDoor, type Person, reset, type Verdict, valueAfter } from '@platform/journeys';

/** What came of one rotation: `accepted` must never be. `unknown`: something was away, so nothing is shown. */
export type Outcome = 'refused' | 'accepted' | 'unknown';

export interface Rotation {
  readonly outcome: Outcome;
  /** What happened, without any value. */
  readonly says: string;
  /** Why a door does not grant the new token. */
  readonly reason?: string;
}

/** The values that are no more: the first, and the newest of the others. */
export interface Canary {
  readonly person: Person;
  readonly doors: readonly ActivationDoor[];
  current: string;
  readonly past: string[];
}

const mostPast = 20;

/** Resets the canary's token; from the answer on, every door must refuse what was and grant what is. */
export async function rotate(canary: Canary): Promise<Rotation> {
  const fresh = await reset(canary.person).then(
    (answer) => valueAfter(canary.person, answer).catch(() => undefined),
    () => undefined,
  );
  if (fresh === undefined) return { outcome: 'unknown', says: 'the reset was not answered' };
  remember(canary, fresh);
  const tried = await Promise.all(canary.doors.map((door) => tryAt(door, canary)));
  return (
    tried.find(({ outcome }) => outcome === 'accepted') ??
    tried.find(({ outcome }) => outcome === 'unknown') ?? { outcome: 'refused', says: 'every door refuses' }
  );
}

/** The first value stays, so that "for ever" is as long as the canary lives. */
function remember(canary: Canary, fresh: string): void {
  if (canary.current) canary.past.push(canary.current);
  if (canary.past.length > mostPast) canary.past.splice(1, 1);
  canary.current = fresh;
}

async function tryAt(door: ActivationDoor, { current, past }: Canary): Promise<Rotation> {
  try {
    const [first = '', last = ''] = [past.at(0), past.at(-1)];
    const old = await Promise.all([...new Set([last, first, chosen(past)])].filter(Boolean).map(door.activate));
    if (old.some(({ granted }) => granted)) return { outcome: 'accepted', says: `${door.name} grants an old token` };
    const odd = old.find(({ reason }) => reason !== 'TOKEN_ROTATED');
    if (odd) return { outcome: 'unknown', says: `${door.name}: ${odd.reason} instead of TOKEN_ROTATED` };
    return judged(door, await door.activate(current));
  } catch (error) {
    return { outcome: 'unknown', says: `${door.name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const judged = ({ name }: ActivationDoor, { granted, reason }: Verdict): Rotation =>
  granted
    ? { outcome: 'refused', says: `${name} refuses what was` }
    : { outcome: 'unknown', says: `${name} does not grant the new token: ${reason}`, reason };

const chosen = (past: readonly string[]): string => past[Math.floor(Math.random() * past.length)] ?? '';
