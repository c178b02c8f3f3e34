import { setImmediate as everythingElse } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { captureLog } from '@platform/testing';
import { afterwards } from './afterwards.ts';
import { evenly } from './evenly.ts';

/** Work or a pause that the test ends. */
function held() {
  let end = () => {};
  let fail = (_error: Error) => {};
  const over = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { over, end, fail };
}

test('what fails behind an answer is logged, and nobody else is told', async () => {
  const { log, lines } = captureLog();
  const behind = afterwards(log);
  const pause = () => Promise.resolve();
  await evenly({ afterwards: behind, pause }, () => Promise.reject(new Error('disk full')));
  await behind.settled();
  expect(lines()).toEqual([
    expect.objectContaining({
      ...{ level: 'error', msg: 'work behind an answer failed' },
      err: expect.objectContaining({ message: 'disk full' }),
    }),
  ]);
});

test('all is settled when the last work is, also one that began meanwhile', async () => {
  const behind = afterwards(captureLog().log);
  const [first, second] = [held(), held()];
  const seen: string[] = [];
  behind.run(() => first.over);
  const settled = behind.settled().then(() => seen.push('settled'));
  behind.run(() => second.over.then(() => seen.push('second')));
  first.fail(new Error('broken'));
  await first.over.catch(() => {});
  second.end();
  await settled;
  expect(seen).toEqual(['second', 'settled']);
  await behind.settled();
});

test('an answer comes after the pause: not before, and not later than it for any work', async () => {
  const [pause, work] = [held(), held()];
  const behind = afterwards(captureLog().log);
  const seen: string[] = [];
  const answered = evenly({ afterwards: behind, pause: () => pause.over }, () => work.over).then(() =>
    seen.push('answer'),
  );
  const nothing = evenly({ afterwards: behind, pause: () => pause.over }, async () => {}).then(() =>
    seen.push('answer'),
  );
  await everythingElse();
  seen.push('pause over');
  pause.end();
  await Promise.all([answered, nothing]);
  work.end();
  await behind.settled();
  expect(seen).toEqual(['pause over', 'answer', 'answer']);
});
