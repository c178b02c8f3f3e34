import { describe, expect, test } from '@jest/globals';
import {
  createWorkspace,
  newPerson,
  reveal,
  settledPerson,
  signIn,
  signUp,
  startTrial,
  tokenExists,
  verify,
} from '@platform/journeys';
import { eventually } from '@platform/testing';
import { partOf, publishing, type Stage, startLoad, unrest } from '../../src/index.ts';

const outageMs = 30_000;
/** How soon everything is told is printed; a busy machine is slow, not wrong. */
const drainMs = 120_000;

async function owed({ databases }: Stage): Promise<number> {
  const rows = await Promise.all(publishing.map((name) => databases.unsent(name)));
  return rows.reduce((sum, count) => sum + count, 0);
}

/** Kafka is stopped for half a minute while people sign up, reset and activate. */
export function kafkaAway(on: () => Stage): void {
  describe('Kafka is away for 30 s', () => {
    test('sign-ups are accepted and complete by themselves, resets and activations go on, the backlog drains', async () => {
      const stage = on();
      const { place, databases, doors } = stage;
      const holders = [await settledPerson(place), await settledPerson(place)];
      const broker = partOf(stage, 'kafka');
      await broker.stop();

      const wentAt = performance.now();
      const load = startLoad(holders, doors);
      const person = newPerson(place, 'patient');
      expect((await signUp(person)).status).toBe(202);
      await eventually(() => performance.now() - wentAt > outageMs, { within: outageMs + 10_000 });
      const during = load.rounds();
      expect(broker.running()).toBe(false);
      expect(await place.mailbox.mails(person.email)).toEqual([]);
      expect(await databases.unsent('identity')).toBeGreaterThan(0);
      expect(await databases.unsent('token')).toBeGreaterThanOrEqual(during);

      await broker.start();
      const backAt = performance.now();
      await verify(person, place, drainMs);
      const history = await load.stop();
      await eventually(async () => expect(await owed(stage)).toBe(0), { within: drainMs });
      const drainedMs = performance.now() - backAt;
      await eventually(async () => expect(await unrest(databases, stage.kafka)).toEqual([]), { within: drainMs });
      const heardMs = performance.now() - backAt;
      console.log(
        `${history.resets} resets (${during} while Kafka was away) and ${history.activations} activations, ` +
          `${history.wrongs.length} wrong, slowest ${Math.round(history.slowestMs)} ms; ` +
          `nothing owed ${Math.round(drainedMs)} ms after, all heard and mailed ${Math.round(heardMs)} ms after`,
      );
      expect(during).toBeGreaterThan(0);
      expect(history.wrongs).toEqual([]);
      expect(await place.mailbox.mails(person.email)).toHaveLength(1);

      await signIn(person);
      await createWorkspace(person);
      await startTrial(person);
      await tokenExists(person);
      expect(await doors[0]?.activate(await reveal(person))).toMatchObject({ granted: true });
    }, 480_000);
  });
}
