import { expect, test } from '@jest/globals';
import { askedForConsole } from './console/options.ts';
import { usageOf } from './knobs.ts';
import { askedForPages } from './pages/options.ts';

test('what is not said is as the usage says, for every bench', () => {
  expect(askedForConsole(['console'])).toEqual({
    ...{ rounds: 9, requests: 500, atOnce: 1, signUps: 20, profiles: 9 },
    ...{ json: undefined, write: false },
  });
  expect(askedForPages(['pages', '--pages', '20', '--write'])).toMatchObject({ pages: 20, changes: 200, write: true });
});

test.each([[['console', '--pages', '1']], [['pages', '--pages', '0']], [['pages', 'console']]])(
  '%j is answered with the usage of that bench',
  (args) => {
    const asked = args[0] === 'pages' ? askedForPages : askedForConsole;
    expect(() => asked(args)).toThrow(`usage: npm run bench -- ${args[0]}`);
  },
);

test('the usage names each number with what it is when nobody says it', () => {
  const usage = usageOf('x', { rounds: { standard: 9, says: 'interleaved rounds' } });
  expect(usage).toMatch(/--rounds N +interleaved rounds \(9\)/);
});
