import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { stopAtSignal } from './signals.ts';

test('the first signal stops, and every further one is handled as well: none ends the process by itself', () => {
  const signals = new EventEmitter();
  let stopped = 0;
  stopAtSignal(signals, async () => {
    stopped += 1;
  });
  const handled = ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGINT'].map((signal) => signals.emit(signal));
  expect([handled, stopped]).toEqual([[true, true, true, true], 1]);
});
