import { expect, test } from '@jest/globals';
import { gate } from './gate.ts';

function work() {
  let resolve: (value: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { run: () => promise, done: () => resolve('done'), fails: () => reject(new Error('broken')) };
}

test('no more than the limit run at once, in order, and a failure frees its place', async () => {
  const pass = gate({ atOnce: 2, waiting: 10 });
  const pieces = [work(), work(), work(), work()];
  const started: number[] = [];
  const results = pieces.map((piece, index) =>
    pass(() => {
      started.push(index);
      return piece.run();
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);

  pieces[1]?.fails();
  await expect(results[1]).rejects.toThrow('broken');
  expect(started).toEqual([0, 1, 2]);
  for (const piece of pieces) piece.done();
  expect(await Promise.all([results[0], results[2], results[3]])).toEqual(['done', 'done', 'done']);
});

test('who would wait too long is told to come back', async () => {
  const pass = gate({ atOnce: 1, waiting: 1 });
  const piece = work();
  const first = pass(piece.run);
  const second = pass(piece.run);
  await expect(pass(piece.run)).rejects.toMatchObject({ reason: 'RATE_LIMITED', retryAfterSeconds: 1 });
  piece.done();
  await Promise.all([first, second]);
  expect(await pass(piece.run)).toBe('done');
});
