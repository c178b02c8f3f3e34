import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Doors, doorsOf } from '@platform/doors';
import { captureLog, database, eventually } from '@platform/testing';

const db = await database();
afterAll(() => db.drop());

const timing = { keptMs: 300, marginMs: 200, tellMs: 1_000, barredMs: 5_000 };
const told: string[] = [];
/** What happens at a door before it has been told. */
const before = new Map<string, () => Promise<void>>();
let doors: Doors;
let number = 0;
/** An address that no other test uses. */
const freshAddress = () => `door-${number++}.example:7008`;

beforeEach(async () => {
  const reach = (address: string) => ({
    withdraw: async ({ subjects }: { subjects: string[] }, { deadlineMs }: { deadlineMs: number }) => {
      expect(deadlineMs).toBe(timing.tellMs);
      await before.get(address)?.();
      told.push(`${address} ${subjects.join(' ')}`);
    },
    close: () => {},
  });
  doors = await doorsOf({ mongo: db.mongo, reach, log: captureLog().log, timing });
});
afterEach(async () => {
  doors.close();
  before.clear();
  told.length = 0;
  await db.mongo.collection('doors').deleteMany({});
});

const away = async () => {
  throw new Error('connect ECONNREFUSED');
};
/** Does the database still count the door among those that rely on being told? */
const standing = async (address: string): Promise<boolean> => {
  const found = await db.mongo
    .collection<{ _id: string }>('doors')
    .findOne({ _id: address, $expr: { $gt: ['$until', '$$NOW'] } });
  return found !== null;
};

test('every door that is posted is told before it is answered', async () => {
  const [first, second] = [freshAddress(), freshAddress()];
  expect([await doors.keepPosted(first), await doors.keepPosted(second)]).toEqual([300, 300]);
  let open = () => {};
  before.set(second, () => new Promise((resolve) => (open = resolve)));
  let answered = false;
  const answer = doors.withdraw(['ses_1', 'usr_1']).then(() => {
    answered = true;
  });
  await eventually(() => told.length === 1);
  expect([told, answered]).toEqual([[`${first} ses_1 usr_1`], false]);
  open();
  await answer;
  expect(told).toEqual([`${first} ses_1 usr_1`, `${second} ses_1 usr_1`]);
});

test('who was never posted, has left or has not renewed its post is not told', async () => {
  await doors.withdraw(['ses_1']);
  const [gone, late] = [freshAddress(), freshAddress()];
  await doors.keepPosted(gone);
  await doors.leavePost(gone);
  await doors.keepPosted(late);
  await eventually(async () => !(await standing(late)));
  await doors.withdraw(['ses_1']);
  expect(told).toEqual([]);
  await doors.keepPosted(late);
  await doors.withdraw(['ses_1']);
  expect(told).toEqual([`${late} ses_1`]);
});

test('another process of the service tells the door, too', async () => {
  const address = freshAddress();
  const other = await doorsOf({
    mongo: db.mongo,
    reach: () => ({ withdraw: away, close: () => {} }),
    log: captureLog().log,
  });
  await other.keepPosted(address);
  await doors.withdraw(['ses_1']);
  expect(told).toEqual([`${address} ses_1`]);
});

test('a door that cannot be told is waited for until what it was promised has run out', async () => {
  const [broken, fine] = [freshAddress(), freshAddress()];
  await doors.keepPosted(broken);
  await doors.keepPosted(fine);
  before.set(broken, away);
  await doors.withdraw(['ses_1']);
  expect(told).toEqual([`${fine} ses_1`]);
  expect(await standing(broken)).toBe(false);
});

test('a door that renews its post while it cannot be told gains no time by it', async () => {
  const address = freshAddress();
  await doors.keepPosted(address);
  before.set(address, async () => {
    await doors.keepPosted(address);
    await away();
  });
  await doors.withdraw(['ses_1']);
  expect(await standing(address)).toBe(false);
});

test('a door that could not be told is promised nothing for a while', async () => {
  const address = freshAddress();
  await doors.keepPosted(address);
  before.set(address, async () => {
    // What it asks for while it is waited for must not prolong what it has.
    void eventually(async () => (await doors.keepPosted(address)) === 0);
    await away();
  });
  await doors.withdraw(['ses_1']);
  expect([await doors.keepPosted(address), await standing(address)]).toEqual([0, false]);
  await db.mongo
    .collection<{ _id: string }>('doors')
    .updateOne({ _id: address }, { $set: { barred_until: new Date(0) } });
  expect([await doors.keepPosted(address), await standing(address)]).toEqual([300, true]);
});

test.each(['', 'nowhere', '127.0.0.1', '127.0.0.1:', ':7008', 'a b:7008', `${'a'.repeat(300)}:7008`])(
  'what is no address is refused by name: "%s"',
  async (address) => {
    const refusal = { reason: 'VALIDATION_FAILED', fields: [{ field: 'address' }] };
    await expect(doors.keepPosted(address)).rejects.toMatchObject(refusal);
    await expect(doors.leavePost(address)).rejects.toMatchObject(refusal);
  },
);
