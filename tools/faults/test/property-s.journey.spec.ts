import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reset, settledPerson, startWholeHouse, textAt, type WholeHouse } from '@platform/journeys';
import { raceResets, type Subject } from '../src/race-resets.ts';

const people = 5;
const rounds = 200;

let whole: WholeHouse;
beforeAll(async () => {
  const generous = {
    REQUESTS_PER_MINUTE: '1000000',
    AUTH_REQUESTS_PER_MINUTE: '10000',
    ACTIVATIONS_PER_ADDRESS: '1000000',
    ACTIVATIONS_PER_CREDENTIAL: '1000000',
  };
  whole = await startWholeHouse({ instances: { activation: 2 }, env: generous });
}, 120_000);
afterAll(() => whole?.stop(), 60_000);

async function subject(name: string): Promise<Subject> {
  const person = await settledPerson(whole.place);
  return { name, token: person.token, reset: async () => textAt(await reset(person), 'value') };
}

test('1,000 resets racing activations on two activation processes: no grant begins after the answer', async () => {
  const subjects: Subject[] = [];
  for (let index = 0; index < people; index += 1) subjects.push(await subject(`person ${index}`));
  expect(whole.doors).toHaveLength(4);

  const history = await raceResets({ subjects, doors: whole.doors, rounds });

  console.log(
    `${history.resets} resets, ${history.activations} activations, ${history.racing} of them racing, ${history.lateGrants.length} late grants`,
  );
  expect(history.resets).toBe(people * rounds);
  expect(history.lateGrants).toEqual([]);
  expect(history.wrongs).toEqual([]);
}, 300_000);
