import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queue } from '@platform/jobs';
import { manualClock, SECOND } from '@platform/kernel';
import { eventually, freePort, servers, uniqueName } from '@platform/testing';
import { sendMailJob } from '../src/jobs/send-mail.ts';
import { sweep } from '../src/jobs/sweep.ts';
import { type House, notificationIdOf, openHouse, person, workspaceCreated } from './house.ts';

let house: House;
/** Without Redis of its own, so that nobody but the test works on its mails. */
beforeAll(async () => {
  house = await openHouse({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
});
afterAll(() => house.stop());

test('a queue that nobody works on holds one job for each mail that is due, however often is swept', async () => {
  const { context } = house.service;
  const rows = [workspaceCreated(person()), workspaceCreated(person()), workspaceCreated(person())];
  await house.publish(...rows);
  await eventually(async () => {
    for (const row of rows) expect(await context.notifications.find(notificationIdOf(row))).toBeDefined();
  });
  const idle = queue(`${(await servers()).redisUrl}/0?prefix=${uniqueName('jobs')}`, [sendMailJob], context.log);
  const later = Date.now() + 10 * SECOND;
  const made: number[] = [];
  try {
    for (let turn = 0; turn < 5; turn += 1) {
      const clock = manualClock(new Date(later + turn * 10 * SECOND));
      made.push(await sweep({ ...context, queue: idle, clock }));
    }
    expect(made).toEqual([rows.length, 0, 0, 0, 0]);
    expect((await idle.counts()).waiting).toBe(rows.length);
  } finally {
    await idle.close();
  }
});
