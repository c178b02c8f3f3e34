import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reset, settledPerson, startWholeHouse, valueAfter, type WholeHouse } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { raceResets, type Subject } from '../src/race-resets.ts';

const people = 5;
const rounds = 200;

let whole: WholeHouse;
beforeAll(async () => {
  const generous = {
    REQUESTS_PER_MINUTE: '1000000',
    SESSION_REQUESTS_PER_MINUTE: '1000000',
    AUTH_REQUESTS_PER_MINUTE: '10000',
    ACTIVATIONS_PER_ADDRESS: '1000000',
    ACTIVATIONS_PER_CREDENTIAL: '1000000',
    // A repair must never give back what a reset takes away: facts are compared with their owners all the while.
    FACTS_COMPARE_EVERY_MS: '1000',
  };
  whole = await startWholeHouse({ instances: { activation: 2 }, env: generous });
}, 300_000);
afterAll(() => whole?.stop(), 300_000);

async function subject(name: string): Promise<Subject> {
  const person = await settledPerson(whole.place);
  const resetUntilAnswered = async () => {
    // A busy machine may answer 503 or 504; the same key then gets the final answer of the one reset.
    const key = randomUUID();
    return valueAfter(person, await eventually(() => reset(person, key), { within: 60_000 }));
  };
  return { name, token: person.token, reset: resetUntilAnswered };
}

test('1,000 resets racing activations on two activation processes: no grant begins after the answer', async () => {
  const subjects: Subject[] = [];
  for (let index = 0; index < people; index += 1) subjects.push(await subject(`person ${index}`));
  expect(whole.doors).toHaveLength(4);
  // A thousand mails about them, and what the owners of legacy keys did, show nothing here, and take as long as the resets.
  for (const name of ['notification', 'legacy-migration']) await whole.house.kill(name);

  const history = await raceResets({ subjects, doors: whole.doors, rounds });

  console.log(
    `${history.resets} resets, ${history.activations} activations, ${history.racing} of them racing, ${history.lateGrants.length} late grants`,
  );
  expect(history.resets).toBe(people * rounds);
  expect(history.lateGrants).toEqual([]);
  expect(history.wrongs).toEqual([]);
}, 600_000);
