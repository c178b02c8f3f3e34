import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { MAILS_PER_HOUR } from '../src/domain/mail-allowance.ts';
import { accountOf, freshEmail, type House, openHouse, password } from './house.ts';

let house: House;
/** What each answer waits for, until the test lets it go. */
const pauses: (() => void)[] = [];
/** What the changes of some user wait for. */
const turns: (() => void)[] = [];
beforeAll(async () => {
  house = await openHouse({ pause: () => new Promise<void>((resolve) => pauses.push(resolve)) });
});
afterEach(() => {
  goOn();
  letGo();
});
afterAll(() => house.stop());

const goOn = () => {
  for (const end of pauses.splice(0)) end();
};
const paused = (count: number) => eventually(() => expect(pauses).toHaveLength(count));

/** Somebody who has signed up; nobody else waits for an answer. */
async function pendingUser() {
  const email = freshEmail();
  const answer = house.client.signUp({ email, password, name: 'Ada' });
  await paused(1);
  await house.service.context.afterwards.settled();
  goOn();
  await answer;
  const { id } = await accountOf(house, email);
  return { id, email };
}

/** Keeps every change of a user from its turn: as if others for the same user were before it. */
function holdTurn(userId: string): void {
  const held = new Promise<void>((resolve) => turns.push(resolve));
  void house.service.context.mongo.inTurn([`users/${userId}`], () => held);
}
const letGo = () => {
  for (const end of turns.splice(0)) end();
};

const requests: readonly (readonly [string, (email: string) => Promise<unknown>])[] = [
  ['a sign-up', (email) => house.client.signUp({ email, password, name: 'Eve' })],
  ['the verification mail', (email) => house.client.resendVerification({ email })],
  ['the reset mail', (email) => house.client.requestPasswordReset({ email })],
];

test.each(requests)(
  '%s is answered after the pause: for an unknown address, and for a known one however much waits for it',
  async (_what, request) => {
    const { id, email } = await pendingUser();
    const mails = async () => (await accountOf(house, email)).state.mails.length;
    const before = await mails();
    holdTurn(id);
    const answered: string[] = [];
    const answers = [email, freshEmail()].map((address) => request(address).then(() => answered.push(address)));
    await paused(2);
    await house.client.signOut({ sessionSecret: 'of nobody' }); // the way there and back
    expect(answered).toEqual([]);

    goOn();
    await Promise.all(answers);
    expect(await mails()).toBe(before);
    letGo();
    await eventually(async () => expect(await mails()).toBe(before + 1));
  },
);

test('a request that sends nothing waits for no turn, so that none makes the others wait', async () => {
  const { id, email } = await pendingUser();
  for (let request = 1; request <= MAILS_PER_HOUR; request += 1) {
    const answer = house.client.requestPasswordReset({ email });
    await paused(1);
    await house.service.context.afterwards.settled();
    goOn();
    await answer;
  }
  holdTurn(id);
  const answer = house.client.requestPasswordReset({ email });
  await paused(1);
  await house.service.context.afterwards.settled();
  letGo();
  goOn();
  await answer;
});

test('a service that stops does first what it has accepted', async () => {
  const { id, email } = await pendingUser();
  holdTurn(id);
  const answer = house.client.requestPasswordReset({ email });
  await paused(1);
  goOn();
  await answer;
  const { context, stop } = house.service;
  const stopped = stop();
  // Otherwise it would close within milliseconds: nothing else is under way.
  const closed = eventually(() => context.mongo.connection.readyState !== 1, { within: 1_000 });
  await expect(closed).rejects.toThrow();
  letGo();
  await stopped;
  expect(await house.db.mongo.collection<{ _id: string }>('users').findOne({ _id: id })).toMatchObject({
    state: { reset: { hash: expect.any(String) } },
  });
});
