import { expect, test } from '@jest/globals';
import { reachLog } from './reach.ts';

test('a change is through when every page has it, and the last page says how long that took', () => {
  const log = reachLog(2);
  log.begin();
  log.heard(0);
  expect(log.outstanding()).toBe(1);
  log.heard(1);
  expect(log.outstanding()).toBe(0);
  expect(log.last().maxMs).toBe(log.each().maxMs);
  expect(log.each().p50Ms).toBeLessThanOrEqual(log.last().p50Ms);
});

test('a page that hears twice of one change, or of one that nobody made, ends the measurement', () => {
  const log = reachLog(1);
  log.begin();
  log.heard(0);
  expect(() => log.heard(0)).toThrow('a change that nobody made');
  log.restart();
  expect(() => log.heard(0)).toThrow('a change that nobody made');
});
