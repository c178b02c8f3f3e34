import { expect, test } from '@jest/globals';
import { placeOf } from './redis.ts';

test('the prefix of the keys rides on the URL', () => {
  expect(placeOf('redis://localhost:6379')).toEqual({ url: 'redis://localhost:6379', prefix: 'jobs' });
  expect(placeOf('rediss://user:pass@cache:6380/2?prefix=test_7')).toEqual({
    url: 'rediss://user:pass@cache:6380/2',
    prefix: 'test_7',
  });
  expect(placeOf('redis://localhost/0?family=6&prefix=')).toEqual({
    url: 'redis://localhost/0?family=6',
    prefix: 'jobs',
  });
});

test('what is no URL is refused at once', () => {
  expect(() => placeOf('localhost')).toThrow('Invalid URL');
});
