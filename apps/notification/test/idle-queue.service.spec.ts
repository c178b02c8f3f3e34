import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queue } from '@platform/jobs';
import { manualClock, SECOND } from '@platform/kernel';
import { below } from '@platform/mongo';
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
  let later = Date.now();
  const sweepLater = () => {
    later += 10 * SECOND;
    return sweep({ ...context, queue: idle, clock: manualClock(new Date(later)) });
  };
  try {
    // Mails that other specs cause may be due here, too, and may come meanwhile.
    expect(await sweepLater()).toBeGreaterThanOrEqual(rows.length);
    await eventually(async () => expect(await sweepLater()).toBe(0));
    const { waiting } = await idle.counts();
    const due = await context.notifications.list({ 'state.dueAt': below(new Date(later)) });
    expect(waiting).toBeGreaterThanOrEqual(rows.length);
    expect(waiting).toBeLessThanOrEqual(due.length);
  } finally {
    await idle.close();
  }
});
