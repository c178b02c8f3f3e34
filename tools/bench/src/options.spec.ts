import { expect, test } from '@jest/globals';
import { askedFor, commandOf } from './options.ts';

test('what is not said is as the usage says', () => {
  expect(askedFor(['activation'])).toEqual({
    rounds: 9,
    requests: 5_000,
    warmUp: 5_000,
    streams: 32,
    connections: 4,
    credentials: 1_000,
    memory: 100_000,
    restSeconds: 15,
    json: undefined,
    write: false,
  });
});

test('what is said counts', () => {
  const asked = askedFor(['activation', '--rounds', '2', '--memory=0', '--json', 'x.json', '--write']);
  expect(asked).toMatchObject({ rounds: 2, memory: 0, json: 'x.json', write: true });
});

test.each([
  [[]],
  [['emulator']],
  [['activation', '--rounds', '0']],
  [['activation', '--rounds', 'x']],
  [['activation', '--roundz', '1']],
])('%j is answered with the usage', (args) => {
  expect(() => askedFor(args)).toThrow(/usage: npm run bench/);
});

test('the command that is shown measures the same and names no file', () => {
  const args = ['activation', '--json', '/some/where.json', '--rounds', '3', '--write'];
  expect(commandOf(args)).toBe('npm run bench -- activation --rounds 3');
  expect(commandOf(['activation', '--json=x', '--memory=0'])).toBe('npm run bench -- activation --memory=0');
});
