import { expect, test } from '@jest/globals';
import { Posted } from './posted.ts';

/** An owner who answers when the test says, and a clock that goes when the test says. */
function ownerAt() {
  let now = 0;
  const asked: { answer(milliseconds: number): void; fail(): void }[] = [];
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      asked.push({ answer: resolve, fail: () => reject(new Error('away')) });
    });
  const start = () => {
    const since = now;
    return () => now - since;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const posted = new Posted(ask, start);
  return {
    posted,
    asked,
    after: (milliseconds: number) => {
      now += milliseconds;
    },
    answered: (milliseconds: number) => {
      asked.at(-1)?.answer(milliseconds);
      return settled();
    },
    failed: () => {
      asked.at(-1)?.fail();
      return settled();
    },
  };
}

test('nobody is asked before somebody wants to rely on it, and then only once at a time', async () => {
  const { posted, asked, answered } = ownerAt();
  expect(asked).toHaveLength(0);
  expect([posted.term(), posted.term()]).toEqual([undefined, undefined]);
  expect(asked).toHaveLength(1);
  await answered(800);
  expect(posted.term()).toBe(1);
  expect(asked).toHaveLength(1);
});

test('a promise counts from when it was asked for, however long the answer takes', async () => {
  const { posted, answered, after } = ownerAt();
  posted.term();
  after(700);
  await answered(800);
  after(99);
  expect(posted.term()).toBe(1);
  after(1);
  expect(posted.term()).toBeUndefined();
});

test('an answer that comes after what it promises promises nothing', async () => {
  const { posted, answered, after } = ownerAt();
  posted.term();
  after(800);
  await answered(800);
  expect(posted.term()).toBeUndefined();
});

test('renewed in time it stays the same term', async () => {
  const { posted, asked, answered, after } = ownerAt();
  posted.term();
  await answered(800);
  for (let times = 2; times < 6; times++) {
    after(400);
    expect(posted.term()).toBe(1);
    expect(asked).toHaveLength(times);
    await answered(800);
  }
  after(799);
  expect(posted.term()).toBe(1);
});

test('renewed after it had run out it is another term, even if it was asked for before: of what lies between we know nothing', async () => {
  const { posted, answered, after } = ownerAt();
  posted.term();
  await answered(800);
  after(700);
  expect(posted.term()).toBe(1);
  after(100);
  await answered(800);
  expect(posted.term()).toBe(2);
});

test('an owner who promises nothing is left alone for a while', async () => {
  for (const no of [
    (owner: ReturnType<typeof ownerAt>) => owner.answered(0),
    ({ failed }: ReturnType<typeof ownerAt>) => failed(),
  ]) {
    const owner = ownerAt();
    owner.posted.term();
    await no(owner);
    owner.after(999);
    expect(owner.posted.term()).toBeUndefined();
    expect(owner.asked).toHaveLength(1);
    owner.after(1);
    owner.posted.term();
    expect(owner.asked).toHaveLength(2);
    await owner.answered(800);
    expect(owner.posted.term()).toBe(1);
  }
});
