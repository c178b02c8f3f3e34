import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ActivationDoor, type Person, reset, settledPerson, signIn, valueAfter } from '@platform/journeys';
import { eventually, textAt, visitor } from '@platform/testing';
import { disturb, type Stage } from '../../src/index.ts';
import { raceDoors } from '../../src/race-doors.ts';
import { raceResets, type Subject } from '../../src/race-resets.ts';
import { amounts } from '../amounts.ts';

const people = 5;
const rounds = Math.ceil(amounts.resets / people);
/** A reset takes less than half a second, however busy the machine is and whoever stands still. */
const longest = 300_000 + amounts.resets * 500;

let whole: Stage;

/** Whoever asks after the answer finds what it changed, at two processes of each kind. */
export const propertyS = (on: () => Stage): void =>
  describe('Property S', () => {
    beforeAll(() => {
      whole = on();
    });
    test(
      'changes through one gateway, raced by readers at two: who asks after the answer is told what it changed',
      changesRaced,
      300_000 + amounts.changes * 500,
    );
    test('a session that has ended opens no gateway, not even one that stood still meanwhile', endedSessions, 300_000);
    test(
      'resets racing activations on every activation process: no grant begins after the answer',
      resetsRaced,
      longest,
    );
  });

async function subject(name: string): Promise<Subject> {
  const person = await settledPerson(whole.place);
  const resetUntilAnswered = async () => {
    // A busy machine may answer 503 or 504; the same key then gets the final answer of the one reset.
    const key = randomUUID();
    return valueAfter(person, await eventually(() => reset(person, key), { within: 60_000 }));
  };
  return { name, token: person.token, reset: resetUntilAnswered };
}

/** Somebody at every gateway, with the session that he has at the first. */
function everywhere(person: Person) {
  const headers = { cookie: person.visitor.cookie() };
  return whole.house.urls.gateways.map((url) => ({
    name: url,
    /** An answer, also from a busy machine. */
    ask: () =>
      eventually(async () => {
        const answer = await visitor(url).ask('GET', '/v1/me', undefined, headers);
        if (answer.status >= 500) throw new Error(`${url} answered ${answer.status}`);
        return answer;
      }),
  }));
}

/** How many visitors each gateway let in without asking for it. */
async function heldAt(): Promise<readonly number[]> {
  const urls = Object.entries(whole.house.urls.health).flatMap(([name, url]) =>
    name.startsWith('console-gateway') ? [url] : [],
  );
  const pages = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  return pages.map((page) => Number(/^gateway_admissions_total\{[^}]*by="word"[^}]*\} (\d+)/m.exec(page)?.[1] ?? 0));
}

async function changesRaced(): Promise<void> {
  const person = await settledPerson(whole.place);
  const doors = everywhere(person).map(({ name, ask }) => ({
    name,
    read: async () => Number(textAt(await ask(), 'user', 'name').split(' ')[1] ?? 0),
  }));
  const change = async (round: number) => {
    await person.visitor.must('PATCH', '/v1/me', { name: `Maya ${round}` });
  };
  const before = await heldAt();
  const history = await raceDoors({ change, doors }, amounts.changes);
  const held = (await heldAt()).map((count, index) => count - (before[index] ?? 0));
  console.log(
    `${history.changes} changes, ${history.reads} reads, ${history.late.length} late, held at the doors: ${held.join(' and ')}`,
  );
  expect(history.late).toEqual([]);
  // Otherwise nothing could have been late.
  for (const count of held) expect(count).toBeGreaterThan(0);
}

async function endedSessions(): Promise<void> {
  const person = await settledPerson(whole.place);
  for (const stands of [false, true]) {
    await signIn(person);
    const doors = everywhere(person);
    // Otherwise a gateway would have nothing to let anybody in by.
    const before = await heldAt();
    await eventually(async () => {
      for (const { ask } of doors) expect((await ask()).status).toBe(200);
      return (await heldAt()).every((count, index) => count > (before[index] ?? 0));
    });
    const second = whole.house.process('console-gateway-2');
    if (stands) second.kill('SIGSTOP');
    await person.visitor.must('POST', '/v1/auth/sign-out').finally(() => second.kill('SIGCONT'));
    for (const { ask } of doors)
      expect(await ask()).toMatchObject({ status: 401, body: { reason: 'SESSION_REVOKED' } });
  }
}

/** Every process in each round: where there is no time for both of its doors, by turns at the one and at the other. */
function inTurns(): readonly (readonly ActivationDoor[])[] {
  const { doors } = whole;
  if (amounts.everyDoor) return [doors];
  const { activations } = amounts;
  const turn = (index: number) => ((index % activations) + Math.floor(index / activations)) % 2;
  return [0, 1].map((which) => doors.filter((_, index) => turn(index) === which));
}

async function resetsRaced(): Promise<void> {
  const subjects: Subject[] = [];
  for (let index = 0; index < people; index += 1) subjects.push(await subject(`person ${index}`));
  expect(whole.doors).toHaveLength(2 * amounts.activations);
  // A thousand mails about them, and what the owners of legacy keys did, show nothing here, and take as long as the resets.
  for (const name of ['notification', 'legacy-migration']) await whole.house.kill(name);

  const disturbances = amounts.disturbed ? disturb(whole, `activation-${amounts.activations}`) : undefined;
  const race = raceResets({ subjects, doors: inTurns(), rounds });
  const history = await race.finally(() => disturbances?.stop());

  const { stoodStill = 0, steppedDown = 0 } = disturbances?.done() ?? {};
  console.log(
    `${history.resets} resets (${stoodStill} times somebody stood still, ${steppedDown} times the database stepped down), ${history.activations} activations, ${history.racing} of them racing, ${history.lateGrants.length} late grants`,
  );
  expect(history.resets).toBe(people * rounds);
  expect(history.lateGrants).toEqual([]);
  expect(history.wrongs).toEqual([]);
}
