import { expect, test } from '@jest/globals';
import { exactly } from './times.ts';

const instant = new Date('2026-03-29T00:59:59.000Z');

test('the zone of the viewer is used, and named', () => {
  expect(exactly(instant, { locale: 'en-GB', timeZone: 'Europe/Berlin' })).toBe('29 March 2026 at 01:59:59 CET');
  expect(exactly(new Date(instant.getTime() + 1000), { locale: 'en-GB', timeZone: 'Europe/Berlin' })).toBe(
    '29 March 2026 at 03:00:00 CEST',
  );
});

test('the date is written in the form of the language that was chosen', () => {
  const tokyo = exactly(instant, { locale: 'en-US', timeZone: 'Asia/Tokyo' });
  expect(tokyo.replace(/\s/g, ' ')).toBe('March 29, 2026 at 9:59:59 AM GMT+9');
});
