import { describe, expect, test } from '@jest/globals';
import { newPerson, type Person, signUp } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { Redis } from 'ioredis';
import { breakMail, mendMail, partOf, type Stage, unrest } from '../../src/index.ts';

const people = (stage: Stage, what: string): readonly Person[] =>
  Array.from({ length: 5 }, () => newPerson(stage.place, what));

/** The mails to these people that notification knows of, by status. */
async function statuses({ databases }: Stage, persons: readonly Person[]): Promise<readonly string[]> {
  const found = await databases
    .collection<{ _id: string; state: { status: string } }>('notification', 'notifications')
    .find({ 'state.to': { $in: persons.map(({ email }) => email) } })
    .toArray();
  return found.map(({ state }) => state.status);
}

/** Each of these people gets the verification mail, and when all is at rest each has exactly one. */
async function eachGetsOne(stage: Stage, persons: readonly Person[]): Promise<void> {
  const { place, databases, kafka } = stage;
  for (const { email } of persons) await place.mailbox.mail(email, /confirm/i, 60_000);
  await eventually(async () => expect(await unrest(databases, kafka)).toEqual([]), { within: 60_000 });
  for (const { email } of persons) expect([email, (await place.mailbox.mails(email)).length]).toEqual([email, 1]);
}

async function jobs(url: string): Promise<number> {
  const redis = new Redis(url);
  const keys = await redis.dbsize();
  redis.disconnect();
  return keys;
}

/** What Redis holds may be lost at any time: which mails are owed stands in MongoDB. */
export function redisForgets(on: () => Stage): void {
  describe('Redis forgets', () => {
    test('flushed while mails are queued: every mail goes out once', async () => {
      const stage = on();
      const { house, servers } = stage;
      const persons = people(stage, 'flush');
      for (const { email } of persons) await breakMail(house.urls.mail, email, 'server_error');
      for (const person of persons) await signUp(person);
      await eventually(async () => expect(await statuses(stage, persons)).toHaveLength(persons.length), {
        within: 60_000,
      });
      expect(await jobs(servers.redisUrl)).toBeGreaterThan(0);
      const redis = new Redis(servers.redisUrl);
      await redis.flushall();
      redis.disconnect();
      expect(await statuses(stage, persons)).not.toContain('sent');
      await mendMail(house.urls.mail);
      await eachGetsOne(stage, persons);
    }, 300_000);

    test('killed while the provider takes mails without an answer, away for new sign-ups, started again: once', async () => {
      const stage = on();
      const redis = partOf(stage, 'redis');
      const [before, after] = [people(stage, 'drop'), people(stage, 'away')];
      // The mail is accepted, the connection cut: only the provider's idempotency key can tell the second attempt.
      for (const { email } of before) await breakMail(stage.house.urls.mail, email, 'accept_then_drop', 1);
      for (const person of before) await signUp(person);
      await eventually(async () => expect(await statuses(stage, before)).toHaveLength(before.length), {
        within: 60_000,
      });
      await redis.kill();
      for (const person of after) await signUp(person);
      await eventually(async () => expect(await statuses(stage, after)).toHaveLength(after.length), { within: 60_000 });
      expect(redis.running()).toBe(false);
      expect(await statuses(stage, after)).not.toContain('sent');
      await redis.start();
      await eachGetsOne(stage, [...before, ...after]);
    }, 300_000);
  });
}
