import { expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '@platform/kernel';
import { passes } from './passes.ts';

const password = 'a password of this start';
const clocked = () => {
  let now = 0;
  return {
    one: passes(password, () => now),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};
const passOf = (entry: ReturnType<ReturnType<typeof passes>['enter']>) => ('pass' in entry ? entry.pass : '');

test('the right password gives a pass, for twelve hours', () => {
  const { one, later } = clocked();
  const pass = passOf(one.enter(password));
  expect(one.isValid(pass)).toBe(true);
  later(12 * HOUR);
  expect(one.isValid(pass)).toBe(false);
});

test.each(['', 'wrong', `${password} `, password.slice(1)])('%j is refused', (given) => {
  expect(clocked().one.enter(given)).toEqual({ refused: 'wrong' });
});

test('after five failures a minute nobody enters, not even with the right password', () => {
  const { one, later } = clocked();
  for (let n = 0; n < 5; n += 1) one.enter('wrong');
  expect(one.enter(password)).toEqual({ refused: 'too often' });
  later(MINUTE);
  expect(one.isValid(passOf(one.enter(password)))).toBe(true);
});

test('a pass that was given back, made up or never given is none', () => {
  const { one } = clocked();
  const pass = passOf(one.enter(password));
  one.forget(pass);
  expect([pass, 'made-up', '', undefined].map(one.isValid)).toEqual([false, false, false, false]);
});
