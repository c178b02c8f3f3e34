import { expect, test } from '@jest/globals';
import { deedOf, jumps, type Pressed } from './keys.ts';

const free: Omit<Pressed, 'key'> = { command: false, alt: false, isTyping: false, isCovered: false, singles: true };
const press = (key: string, where: Partial<Pressed> = {}, going = false) => deedOf({ ...free, key, ...where }, going);

test('g and the letter of a page go there', () => {
  expect(press('g')).toEqual({ going: true });
  for (const { id, key } of jumps) expect(press(key, {}, true)).toEqual({ deed: { goTo: id }, going: false });
  expect(jumps.map(({ key }) => key)).toEqual(['l', 't', 'p', 'm']);
});

test('no two pages share a letter', () => {
  expect(new Set(jumps.map(({ key }) => key)).size).toBe(jumps.length);
});

test('another letter after g, or a letter alone, goes nowhere', () => {
  expect(press('z', {}, true)).toEqual({ going: false });
  expect(press('l')).toEqual({ going: false });
});

test('a modifier between g and the letter is waited out', () => {
  expect(press('Shift', {}, true)).toEqual({ going: true });
});

test('the palette opens from everywhere, also from a field', () => {
  expect(press('k', { command: true, isTyping: true }).deed).toBe('palette');
  expect(press('K', { command: true }).deed).toBe('palette');
  expect(press('k', { command: true, singles: false }).deed).toBe('palette');
  expect(press('k').deed).toBeUndefined();
});

test('? and / do what the help says', () => {
  expect(press('?').deed).toBe('help');
  expect(press('/').deed).toBe('search');
});

test.each([
  ['in a field', { isTyping: true }],
  ['behind a dialog', { isCovered: true }],
  ['when they are turned off', { singles: false }],
  ['with Ctrl', { command: true }],
  ['with Alt', { alt: true }],
])('letters and signs do nothing %s', (_where, where) => {
  for (const key of ['g', '/', '?']) expect(press(key, where)).toEqual({ going: false });
  expect(press('l', where, true)).toEqual({ going: false });
});
