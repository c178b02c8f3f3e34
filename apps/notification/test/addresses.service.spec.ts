import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DAY, manualClock, newId } from '@platform/kernel';
import { captureLog, eventually } from '@platform/testing';
import { sendMail } from '../src/send-mail.ts';
import { oldestDueSeconds } from '../src/telemetry.ts';
import { arrived, type House, notificationIdOf, openHouse, person, rowOf } from './house.ts';

/** Mails about what names a user alone go to the address that identity told. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const statusOf = async (id: string) => (await house.service.context.notifications.find(id))?.state;

/** An event that names its user without an address. */
const trialStarted = (startedBy: string) =>
  rowOf(
    'licensing.v1.TrialStarted',
    {
      ...{
        workspaceId: newId('ws'),
        subscriptionId: newId('sub'),
        planCode: 'trial',
        planDisplayName: 'Trial',
        seats: 1,
      },
      ...{ endsAt: new Date(), startedBy },
    },
    { subject: newId('sub') },
  );

test('an event that comes before its user is known waits for the address and is not lost', async () => {
  const ada = person();
  const trial = trialStarted(ada.userId);
  await house.publish(trial);
  const id = notificationIdOf(trial);
  await eventually(async () => expect(await statusOf(id)).toMatchObject({ status: 'queued', awaitsContact: true }));
  // It is not due; mails that other specs cause may be, for a moment.
  await eventually(async () => expect(await oldestDueSeconds(house.service.context)).toBe(0));
  await house.publish(rowOf('identity.v1.UserEmailVerified', ada, { subject: ada.userId }));
  await arrived(house, ada, 1, 10_000);
  expect(await statusOf(id)).toMatchObject({ to: ada.email, awaitsContact: false });
});

test('a mail whose address nobody told for three days has failed, and that is said', async () => {
  const row = trialStarted(person().userId);
  await house.publish(row);
  const id = notificationIdOf(row);
  await eventually(async () => expect(await statusOf(id)).toMatchObject({ awaitsContact: true }));
  const { context } = house.service;
  const said = captureLog();
  const clock = manualClock(new Date(Date.now() + 3 * DAY));
  await sendMail({ ...context, log: said.log, clock }, id);
  const problem = expect.stringMatching(/^CONTACT_UNKNOWN/);
  expect(await statusOf(id)).toMatchObject({ status: 'failed', lastProblem: problem });
  expect(said.lines()).toEqual([expect.objectContaining({ notificationId: id, status: 'failed', problem })]);
});

test('older news of a user does not replace newer', async () => {
  const ada = person();
  const moved = { ...ada, email: `moved-${ada.email}` };
  await house.publish(
    rowOf('identity.v1.UserUpdated', { ...moved, locale: 'en', timeZone: 'UTC' }, { subject: ada.userId, sequence: 9 }),
    rowOf('identity.v1.UserEmailVerified', ada, { subject: ada.userId, sequence: 2 }),
  );
  await house.service.settle();
  await eventually(async () => {
    const contact = await house.service.context.contacts.find(ada.userId);
    expect(contact?.state).toEqual({ email: moved.email, name: 'Ada', asOf: 9 });
  });
});
