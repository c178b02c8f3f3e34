import { expect, test } from '@jest/globals';
import { isCoded } from '@platform/kernel';
import fc from 'fast-check';
import { measurePassword, mustBeStrong } from './password-policy.ts';

const ada = { email: 'ada.lovelace@analytical-engine.example', name: 'Ada Lovelace' };

test.each([
  ['a short one', 'kV7#pQ2!xZ', ['TOO_SHORT']],
  ['fourteen characters', 'vQ8mZp4kXw2nRt', ['TOO_SHORT']],
  ['an endless one', 'vQ8mZp4k'.repeat(40), ['TOO_LONG']],
  ['one character held down', 'aaaaaaaaaaaaaaaaaaaa', ['REPEATS', 'TOO_FEW_CHARACTERS']],
  ['a short unit repeated', 'xk7xk7xk7xk7xk7xk', ['REPEATS', 'TOO_FEW_CHARACTERS']],
  ['the top row', 'qwertyuiopqwertyuiop1234567890', ['SEQUENCE']],
  ['digits and the alphabet', '0123456789abcdefghijkl', ['SEQUENCE']],
  ['downwards', '9876543210zyxwvutsrq', ['SEQUENCE']],
  ['the common word with a year', 'Password2024Password', ['COMMON']],
  ['the common word in disguise', 'P@ssw0rd!P@$$w0rd!7', ['COMMON']],
  ['common words joined', 'dragon-monkey-sunshine-princess', ['COMMON']],
  ['the famous passphrase', 'correct horse battery staple', ['COMMON']],
  ['the own name', 'AdaLovelace AdaL0v3lace', ['ABOUT_YOU']],
  ['the own address', 'ada.lovelace@analytical-engine.example', ['ABOUT_YOU']],
  ['the product', 'localstack-license-123456', ['COMMON']],
])('%s is too weak, and the hints say why', (_what, password, hints) => {
  const measure = measurePassword(password, ada);
  expect(measure).toMatchObject({ acceptable: false, hints: expect.arrayContaining(hints) });
  expect(measure.score).toBeLessThanOrEqual(2);
});

test.each([
  'copper violin drifts past noon',
  'Zwetschgenknödel im Regenmantel',
  'kettle-orbit-plaid-74-walnut',
  '蒸気機関と解析機関の物語を読む夜明け前',
  'vQ8mZp4kXw2nRtL',
])('%s is taken', (password) => {
  expect(measurePassword(password, ada)).toEqual({ acceptable: true, hints: [], score: expect.any(Number) });
  expect(() => mustBeStrong(password, ada)).not.toThrow();
});

test('what a password manager makes is taken', () => {
  const alphabet = [...'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'];
  const made = fc.array(fc.constantFrom(...alphabet), { minLength: 28, maxLength: 64 }).map((chars) => chars.join(''));
  fc.assert(fc.property(made, (password) => measurePassword(password, ada).acceptable || new Set(password).size < 8));
});

test('no text breaks the measure, and nothing under 15 characters is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (password, name) => {
      const { acceptable, score, hints } = measurePassword(password, { email: ada.email, name });
      expect(acceptable).toBe(hints.length === 0);
      expect(score).toBeGreaterThanOrEqual(0);
      if ([...password.normalize('NFKC')].length < 15) expect(acceptable).toBe(false);
    }),
  );
});

test('repeating a weak password does not make it strong', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 7 }), fc.integer({ min: 3, max: 20 }), (unit, times) => {
      expect(measurePassword(unit.repeat(times), ada).acceptable).toBe(false);
    }),
  );
});

test('the refusal names field, score and hints and never quotes the password', () => {
  let thrown: unknown;
  try {
    mustBeStrong('Password1234567', ada, 'new_password');
  } catch (error) {
    thrown = error;
  }
  if (!isCoded(thrown, 'PASSWORD_TOO_WEAK')) throw thrown;
  expect(thrown.metadata).toEqual({
    score: expect.stringMatching(/^[0-2]$/),
    hints: expect.stringContaining('COMMON'),
  });
  expect(thrown.fields.map(({ field }) => field)).toContain('new_password');
  expect(JSON.stringify([thrown.message, thrown.fields, thrown.metadata])).not.toMatch(/password1234567/i);
});
