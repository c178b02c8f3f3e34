import { expect, test } from '@jest/globals';
import { frameOf, isLast } from './frame.ts';

test('a change says what it is about, and nothing else is taken over', () => {
  const data = '{"about":["token","me"],"at":"2026-01-02T03:04:05.678Z","value":"lsat_x"}';
  expect(frameOf('changed', data)).toEqual({ event: 'changed', about: ['token', 'me'] });
});

test.each(['', 'no json', 'null', '7', '{"about":"token"}', '{}'])(
  'a change that cannot be read asks for all: %s',
  (data) => {
    expect(frameOf('changed', data)).toEqual({ event: 'refresh' });
  },
);

test('only a clear yes means that changes are heard', () => {
  expect(frameOf('live', '{"live":true}')).toEqual({ event: 'live', live: true });
  for (const data of ['{"live":false}', '{"live":"true"}', '{}', ''])
    expect(frameOf('live', data)).toEqual({ event: 'live', live: false });
});

test('a session that ended is over, whatever the reason looks like', () => {
  expect(frameOf('signed-out', '{"reason":"SESSION_EXPIRED"}')).toEqual({
    event: 'signed-out',
    reason: 'SESSION_EXPIRED',
  });
  expect(frameOf('signed-out', '')).toEqual({ event: 'signed-out', reason: 'SESSION_REVOKED' });
});

test('nothing is expected after an end', () => {
  expect(isLast(frameOf('signed-out', ''))).toBe(true);
  expect(isLast(frameOf('removed', ''))).toBe(true);
  expect(isLast(frameOf('refresh', ''))).toBe(false);
});
