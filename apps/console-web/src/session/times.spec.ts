import { expect, test } from '@jest/globals';
import { timesOf } from './times.ts';

test('until somebody chooses, the zone of the browser is used', () => {
  expect(timesOf({ locale: 'en', time_zone: 'UTC' })).toEqual({ locale: 'en', timeZone: undefined });
});

test('what was chosen is used, UTC too', () => {
  expect(timesOf({ locale: 'de-AT', time_zone: 'Europe/Vienna' })).toEqual({
    locale: 'de-AT',
    timeZone: 'Europe/Vienna',
  });
  expect(timesOf({ locale: 'en', time_zone: 'Etc/UTC' }).timeZone).toBe('Etc/UTC');
});

test('a zone or language that this browser does not know breaks no page', () => {
  expect(timesOf({ locale: 'x_y', time_zone: 'Mars/Base' })).toEqual({ locale: 'en', timeZone: undefined });
});
