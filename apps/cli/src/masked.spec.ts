import { expect, test } from '@jest/globals';
import { makeToken } from '@platform/credential';
import { masked } from './masked.ts';

const token = makeToken('developer');
const shown = `lsat_…${token.slice(-4)}`;

test.each([
  [['auth', 'set-token', token, 'x'], `got 2: ${token}, x.`, `got 2: ${shown}, x.`],
  [['auth', token], `unknown command '${token}'`, `unknown command '${shown}'`],
  [['auth', 'set-token', 'k3yOf10chr', 'x'], 'got 2: k3yOf10chr, x.', 'got 2: "k3y..."(10), x.'],
  [['auth', 'set-tokn'], "unknown command 'set-tokn'", "unknown command 'set-tokn'"],
  [[], `a token from elsewhere, ${token}`, `a token from elsewhere, ${shown}`],
])('%#: what a usage error quotes is shown masked', (args, text, told) => {
  expect(masked(text, args)).toBe(told);
});
