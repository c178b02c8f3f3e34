import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { token as wire } from '@platform/contracts';
import { lookupOf } from '@platform/credential';
import { newId } from '@platform/kernel';
import { eventually, holdBackFacts } from '@platform/testing';
import { as, house, joinedPerson, livePeppers, type Person } from './house.ts';

/** Activation was away while a right was taken, and is back: what may be answered before the relay gets there? */
const home = await house();
const { activation } = home;
const running = await home.start();
const { user } = running;
afterAll(() => home.stop());
beforeEach(() => void Object.assign(activation.state, { away: false }));

const [pepper] = livePeppers(1);
const { ACTIVE, ROTATED, REVOKED } = wire.CredentialStatus;
const mine = (who: Person) => ({ workspaceId: who.workspaceId });
const reveal = async (who: Person) => (await user.revealMyDeveloperToken(mine(who), { caller: as(who) })).value;
const reset = (who: Person, idempotencyKey?: string) =>
  user.resetMyDeveloperToken(mine(who), { caller: as(who), idempotencyKey });
const statusOf = (value: string) => activation.statusOf(lookupOf(value, pepper));
const unconfirmed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { committed: 'true' } };

test('a reset that is asked for anew is OK only when the value that the unconfirmed one killed is dead, too (S-71)', async () => {
  const who = await joinedPerson(home, running);
  const first = await reveal(who);
  activation.state.away = true;
  await expect(reset(who, newId('req'))).rejects.toMatchObject(unconfirmed);
  await holdBackFacts(home.db.mongo);
  activation.state.away = false;
  // The page was loaded anew: another key. A command line may send none.
  const { value } = await reset(who, newId('req'));
  expect([statusOf(first), statusOf(value)]).toEqual([ROTATED, ACTIVE]);
});

test('so is the repetition of a second reset that was not confirmed either', async () => {
  const who = await joinedPerson(home, running);
  const first = await reveal(who);
  const second = newId('req');
  activation.state.away = true;
  for (const key of [undefined, second]) await expect(reset(who, key)).rejects.toMatchObject(unconfirmed);
  await holdBackFacts(home.db.mongo);
  activation.state.away = false;
  const { value, token } = await reset(who, second);
  expect(token?.generation).toBe(3);
  expect([statusOf(first), statusOf(value)]).toEqual([ROTATED, ACTIVE]);
});

test('the value of somebody who left and came back is dead when they have reset the next one (S-72)', async () => {
  const who = await joinedPerson(home, running);
  const first = await reveal(who);
  activation.state.away = true;
  await home.leave(who, 2);
  await home.join(who, 3);
  await eventually(async () => expect(await reveal(who)).not.toBe(first), { within: 20_000 });
  await holdBackFacts(home.db.mongo);
  activation.state.away = false;
  const { value } = await reset(who);
  expect([statusOf(first), statusOf(value)]).toEqual([REVOKED, ACTIVE]);
});

test('a reset reads none of the tokens that activation knows all about, however many there were', async () => {
  const who = await joinedPerson(home, running);
  for (let before = 0; before < 20; before += 1) await reset(who);
  const { db } = home.db.mongo.connection;
  if (!db) throw new Error('there is no database');
  await db.command({ profile: 2 });
  await reset(who);
  await db.command({ profile: 0 });
  const read = await db
    .collection('system.profile')
    .find({ ns: `${db.databaseName}.tokens`, docsExamined: { $exists: true } })
    .map(({ docsExamined }) => Number(docsExamined))
    .toArray();
  expect(read.length).toBeGreaterThan(0);
  expect(Math.max(...read)).toBeLessThan(3);
});
