import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, freePort, servers, uniqueName } from '@platform/testing';
import { oldestDueSeconds } from '../src/telemetry.ts';
import { type House, notificationIdOf, openHouse, person, workspaceCreated } from './house.ts';

let house: House;
/** Its Redis is lost: what is owed stands in the database alone. A mail that fails waits for a minute. */
beforeAll(async () => {
  const lost = `redis://127.0.0.1:${await freePort()}`;
  house = await openHouse({ REDIS_URL: lost, RETRY_FIRST_MS: '60000' });
});
afterAll(() => house.stop());

const waits = () => oldestDueSeconds(house.service.context);

test('without Redis the oldest mail that is due is told, and grows older, until a worker has it', async () => {
  const [ada, eve] = [person(), person()];
  const rows = [workspaceCreated(ada), workspaceCreated(eve)] as const;
  house.standIn.fail({ kind: 'server_error', times: 1, to: eve.email });
  await house.publish(...rows);
  await eventually(async () => expect(await waits()).toBeGreaterThan(1));
  expect(house.standIn.attempts(ada.email)).toBe(0);

  await house.startAnother({ REDIS_URL: `${(await servers()).redisUrl}/0?prefix=${uniqueName('jobs')}` });
  const stateOf = async (at: 0 | 1) =>
    (await house.service.context.notifications.find(notificationIdOf(rows[at])))?.state;
  await eventually(async () => {
    expect(await stateOf(0)).toMatchObject({ status: 'sent' });
    expect(await stateOf(1)).toMatchObject({ status: 'queued', attempts: 1 });
  });
  // One is sent, the other one waits for its next attempt: nothing is due, once mails that other specs cause have left, too.
  await eventually(async () => expect(await waits()).toBe(0));
});
