import { expect, test } from '@jest/globals';
import { MINUTE } from '@platform/kernel';
import type { Granted } from '../activation/outcome.ts';
import { warningsOf } from './skew.ts';

const granting = (...warnings: Granted['warnings']): Granted => ({
  ...{ kind: 'granted', decisionId: 'dec_1', lease: '', serverTime: new Date(0), nonce: '' },
  warnings,
});
const skewed = { reason: 'CLOCK_SKEW', message: 'The clock of this machine differs from ours.' };

test('clocks that differ by up to five minutes are no matter', () => {
  expect([warningsOf(granting(), 5 * MINUTE), warningsOf(granting(), -5 * MINUTE)]).toEqual([[], []]);
});

test('a clock that is further off is told, once: in the words of the server when it has noticed', () => {
  const ahead = expect.stringContaining('6 minutes ahead of that of the license server');
  expect(warningsOf(granting({ reason: 'TOKEN_EXPIRING', message: 'Soon.' }), 6 * MINUTE)).toEqual(['Soon.', ahead]);
  expect(warningsOf(granting(), -90 * MINUTE)).toEqual([expect.stringContaining('90 minutes behind')]);
  expect(warningsOf(granting(skewed), 6 * MINUTE)).toEqual([skewed.message]);
});
