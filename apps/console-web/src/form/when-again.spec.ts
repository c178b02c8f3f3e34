import { expect, test } from '@jest/globals';
import { whenAgain } from './when-again.ts';

const until = (instant: string) => ({ metadata: { until: instant } });

test('the time is that of the viewer, and a minute that has begun is not over', () => {
  expect(whenAgain(until('2026-03-01T13:05:00.001Z'), 'Asia/Tokyo')).toBe('You can try again from 22:06 GMT+9.');
  expect(whenAgain(until('2026-03-01T13:05:00.000Z'), 'UTC')).toBe('You can try again from 13:05 UTC.');
});

test('seconds are said as seconds', () => {
  expect(whenAgain({ metadata: { retry_after: '30' } })).toBe('You can try again in 30 seconds.');
  expect(whenAgain({ metadata: { retry_after: '1' } })).toBe('You can try again in 1 second.');
});

test('a refusal that names no time says none', () => {
  expect(whenAgain({ metadata: {} })).toBe('');
  expect(whenAgain(until('soon'))).toBe('');
});
