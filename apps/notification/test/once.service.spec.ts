import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Received, unpackEvent } from '@platform/contracts';
import { queue } from '@platform/jobs';
import type { OutboxRow } from '@platform/kafka';
import { eventually, freePort, uniqueName } from '@platform/testing';
import { listeners } from '../src/consumers/index.ts';
import { sendMailJob } from '../src/jobs/send-mail.ts';
import { sendMail } from '../src/send-mail.ts';
import {
  arrived,
  type House,
  notificationIdOf,
  openHouse,
  type Person,
  person,
  signedUp,
  workspaceCreated,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const stateOf = async (id: string) => (await house.service.context.notifications.find(id))?.state;
const settledAs = (id: string, status: string) =>
  eventually(async () => expect(await stateOf(id)).toMatchObject({ status }), { within: 40_000 });

/** One mail each, handed over no more often than its one notification says: the provider had nothing to sort out. */
async function expectOneEach(people: readonly Person[], rows: readonly OutboxRow[]): Promise<void> {
  for (const [index, { email }] of people.entries()) {
    const { attempts } = (await stateOf(notificationIdOf(rows[index] as OutboxRow))) ?? {};
    expect([email, house.standIn.mails(email).length, house.standIn.attempts(email)]).toEqual([email, 1, attempts]);
  }
}

test('an event that comes five times, to two processes, is one mail', async () => {
  await house.startAnother();
  const people = Array.from({ length: 20 }, () => person());
  const rows = people.map((who) => signedUp(who, uniqueName('secret')));
  for (let replay = 0; replay < 5; replay += 1) await house.publish(...rows);
  for (const row of rows) await settledAs(notificationIdOf(row), 'sent');
  await house.service.settle();
  await expectOneEach(people, rows);
});

test('a replay sends nothing again, even when the inbox has forgotten everything', async () => {
  const people = Array.from({ length: 5 }, () => person());
  const rows = people.map((who) => workspaceCreated(who));
  await house.publish(...rows);
  for (const row of rows) await settledAs(notificationIdOf(row), 'sent');
  await house.db.mongo.collection('inbox').deleteMany({});
  await house.publish(...rows);
  const isHeard = async () => (await house.db.mongo.collection('inbox').countDocuments()) >= rows.length;
  await eventually(isHeard, { within: 40_000 });
  await house.service.settle();
  await expectOneEach(people, rows);
});

test.each(['rate_limit', 'server_error', 'forbidden', 'hang', 'accept_then_drop'] as const)(
  'three times %s, and the mail still goes out once',
  async (kind) => {
    const ada = person();
    house.standIn.fail({ kind, times: 3, to: ada.email });
    const row = signedUp(ada, 'secret');
    await house.publish(row);
    const id = notificationIdOf(row);
    await settledAs(id, 'sent');
    expect(house.standIn.attempts(ada.email)).toBe(4);
    const mails = house.standIn.mails(ada.email);
    expect(mails).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ attempts: 4, providerId: mails[0]?.id });
  },
);

test('it is marked sent only after the provider has accepted it', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'hang', times: 1, to: ada.email });
  const row = signedUp(ada, 'secret');
  await house.publish(row);
  await eventually(() => expect(house.standIn.attempts(ada.email)).toBe(1));
  expect(await stateOf(notificationIdOf(row))).toMatchObject({ status: expect.not.stringMatching('sent') });
  await arrived(house, ada);
  await settledAs(notificationIdOf(row), 'sent');
});

test('when nothing helps, eight attempts are made and the mail has failed', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'server_error', times: 100, to: ada.email });
  const row = workspaceCreated(ada);
  await house.publish(row);
  const id = notificationIdOf(row);
  const notifications = house.db.mongo.collection<{ _id: string }>('notifications');
  await eventually(async () => {
    // The waits grow to hours: the test brings each next attempt forward.
    await notifications.updateOne({ _id: id, 'state.status': 'queued' } as never, {
      $set: { 'state.dueAt': new Date(0) },
    });
    await sendMail(house.service.context, id);
    const given = { status: 'failed', attempts: 8, lastProblem: expect.stringMatching(/^500 application_error/) };
    expect(await stateOf(id)).toMatchObject(given);
  });
  expect(house.standIn.attempts(ada.email)).toBe(8);
  expect(house.standIn.mails(ada.email)).toEqual([]);
});

test('Redis forgets everything between the event and the mail: the mail goes out once', async () => {
  const people = Array.from({ length: 10 }, () => person());
  for (const { email } of people) house.standIn.fail({ kind: 'server_error', times: 2, to: email });
  const rows = people.map((who) => signedUp(who, 'secret'));
  await house.publish(...rows);
  await eventually(() => expect(house.standIn.attempts(people[0]?.email ?? '')).toBeGreaterThan(0), { within: 40_000 });
  expect(await house.flushRedis()).toBeGreaterThan(0);
  for (const row of rows) await settledAs(notificationIdOf(row), 'sent');
  for (const { email } of people) expect(house.standIn.mails(email)).toHaveLength(1);
});

test('what a Redis that lost half its keys still holds of a job does not keep the mail back', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'rate_limit', times: 1, to: ada.email });
  const row = workspaceCreated(ada);
  await house.publish(row);
  await eventually(async () => expect(await house.forgetDelays()).toBe(1), { within: 40_000 });
  await settledAs(notificationIdOf(row), 'sent');
  expect(house.standIn.mails(ada.email)).toHaveLength(1);
});

test('without Redis a mail is owed all the same, and the sweep sends it once it is back', async () => {
  const ada = person();
  const row = workspaceCreated(ada);
  const { context } = house.service;
  const nowhere = queue(`redis://127.0.0.1:${await freePort()}`, [sendMailJob], context.log);
  const hear = listeners({ ...context, queue: nowhere })['workspace.v1.MemberJoined'];
  await hear(unpackEvent(row.topic, row.value) as Received<'workspace.v1.MemberJoined'>);
  expect(house.log.text()).toContain('no job could be made for a mail; the sweep will');
  await nowhere.close();
  await settledAs(notificationIdOf(row), 'sent');
  expect(house.standIn.attempts(ada.email)).toBe(1);
});

test('a process that dies after the provider accepted, before it said so, leaves one mail', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'server_error', times: 1, to: ada.email });
  const row = workspaceCreated(ada);
  await house.publish(row);
  const id = notificationIdOf(row);
  const dying = house.service.context.provider;
  const { context } = house.service;
  // The dead process: it hands the mail over, and nothing it knows reaches the database.
  const dead = {
    ...context,
    provider: {
      send: async (...args: Parameters<typeof dying.send>) =>
        dying.send(...args).then(() => Promise.reject(new Error('killed'))),
    },
  };
  await eventually(async () => {
    const { status } = (await stateOf(id)) ?? {};
    expect(status).toMatch(/queued|sent/);
    if (status === 'queued') await sendMail(dead, id).catch(() => {});
  });
  const notifications = house.db.mongo.collection<{ _id: string }>('notifications');
  await notifications.updateOne({ _id: id, 'state.status': 'sending' } as never, {
    $set: { 'state.dueAt': new Date(0) },
  });
  await settledAs(id, 'sent');
  expect(house.standIn.mails(ada.email)).toHaveLength(1);
  expect(house.standIn.attempts(ada.email)).toBeGreaterThanOrEqual(2);
});

test('many senders at once hand one mail over once', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'server_error', times: 1, to: ada.email });
  const row = workspaceCreated(ada);
  await house.publish(row);
  const id = notificationIdOf(row);
  await eventually(async () => expect(await stateOf(id)).toBeDefined());
  await Promise.all(Array.from({ length: 16 }, () => sendMail(house.service.context, id)));
  await settledAs(id, 'sent');
  expect(house.standIn.attempts(ada.email)).toBe(2);
});
