import { afterAll, expect, test } from '@jest/globals';
import { after, MINUTE, manualClock, newId } from '@platform/kernel';
import { database } from '@platform/testing';
import { awaitContact } from '../src/domain/await-contact.ts';
import { claimMail } from '../src/domain/claim-mail.ts';
import { queueMail } from '../src/domain/queue-mail.ts';
import { notificationStore } from '../src/store/notifications.ts';
import { oldestUnaddressedSeconds } from '../src/telemetry.ts';

// Mails alone: a service would hear of users of other specs whose addresses nobody tells.
const db = await database();
afterAll(() => db.drop());

test('for how long the oldest mail waits for an address is told, until the address is', async () => {
  const notifications = notificationStore(db.mongo);
  const now = new Date('2026-01-02T03:04:05.678Z');
  const waits = () => oldestUnaddressedSeconds({ notifications, clock: manualClock(now) });
  const unaddressed = async (at: Date) => {
    const about = { template: 'trial-started', userId: newId('usr'), entity: newId('evt'), traceparent: '' } as const;
    const { id } = await notifications.change(newId('ntf'), (mail) => queueMail(mail, { ...about, at }));
    await notifications.change(id, (mail) => awaitContact(mail, at));
    return id;
  };
  const sent = (id: string) =>
    notifications.change(id, (mail) =>
      claimMail({ ...mail, dueAt: now }, { to: 'a@example.com', sealedMail: Buffer.of(1), at: now }),
    );
  expect(await waits()).toBe(0);
  const oldest = await unaddressed(after(now, -20 * MINUTE));
  const younger = await unaddressed(after(now, -3 * MINUTE));
  expect(await waits()).toBe(20 * 60);
  await sent(oldest);
  expect(await waits()).toBe(3 * 60);
  await sent(younger);
  expect(await waits()).toBe(0);
});
