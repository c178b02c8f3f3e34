import { expect, test } from '@jest/globals';
import { behind, type Circumstances } from './behind.ts';

const well: Circumstances = { online: true, hearing: 'heard', isLong: true, isFailing: false };
const why = (given: Partial<Circumstances>) => behind({ ...well, ...given });

test('a page that hears, and that was answered last time it asked, is not behind', () => {
  expect(why({})).toBeUndefined();
});

test.each(['joining', 'deaf', 'lost'] as const)('%s is not worth a word in the first moment', (hearing) => {
  expect(why({ hearing, isLong: false })).toBeUndefined();
});

test('a page that never began to hear is late, as one whose server hears nothing: nothing was lost', () => {
  expect(why({ hearing: 'joining' })).toBe('deaf');
  expect(why({ hearing: 'deaf' })).toBe('deaf');
  expect(why({ hearing: 'lost' })).toBe('lost');
});

test('what explains most is said', () => {
  expect(why({ isFailing: true })).toBe('failing');
  expect(why({ isFailing: true, hearing: 'deaf' })).toBe('failing');
  expect(why({ isFailing: true, hearing: 'lost' })).toBe('lost');
  expect(why({ isFailing: true, hearing: 'lost', online: false })).toBe('offline');
});
