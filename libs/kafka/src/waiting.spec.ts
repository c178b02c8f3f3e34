import { expect, test } from '@jest/globals';
import { backoffMs, bell, pause, within } from './waiting.ts';

test('the wait doubles, never exceeds its limit and is never the same for everybody', () => {
  for (const [failures, middle] of [
    [1, 100],
    [2, 200],
    [4, 800],
    [60, 2_000],
  ] as const) {
    const waits = Array.from({ length: 200 }, () => backoffMs(failures, 100, 2_000));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(middle * 0.75);
    expect(Math.max(...waits)).toBeLessThanOrEqual(middle * 1.25);
    expect(new Set(waits).size).toBeGreaterThan(50);
  }
});

test('a pause ends when its signal is aborted', async () => {
  const controller = new AbortController();
  const paused = pause(60_000, controller.signal);
  controller.abort();
  await paused;
  await pause(60_000, controller.signal);
});

test('a ring wakes the one who waits; one that came before is not lost', async () => {
  const { ring, wait } = bell();
  const waited = wait(60_000);
  ring();
  await waited;

  ring();
  await wait(60_000);
});

test('a ring is heard once', async () => {
  const { ring, wait } = bell();
  ring();
  await wait(60_000);
  const began = performance.now();
  await wait(30);
  expect(performance.now() - began).toBeGreaterThanOrEqual(25);
});

test('work that takes too long is an error, whatever it does later', async () => {
  await expect(within(1_000, 'work', Promise.resolve(7))).resolves.toBe(7);
  await expect(within(1_000, 'work', Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  await expect(within(5, 'work', new Promise(() => {}))).rejects.toThrow('work took longer than 5 ms');
});
