import { expect, test } from '@jest/globals';
import { abouts } from '@platform/console-api';
import { touched } from './about.ts';

test('each subject that the gateway tells of asks something again', () => {
  for (const about of abouts) expect(touched([about])).not.toEqual([]);
});

test('a query is asked once, however many subjects touch it', () => {
  expect(touched(['token', 'legacy'])).toEqual(['overview', 'token', 'legacy']);
});

test('what an older page does not know is passed over', () => {
  expect(touched(['constructor', 'toString', 'rockets', 'me'])).toEqual(['me']);
});
