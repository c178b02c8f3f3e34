import { expect, test } from '@jest/globals';
import { active, after, revoked, rotated } from '../../test/samples.ts';
import { sealAnew } from './seal-anew.ts';

const anew = { sealed: Buffer.from('sealed under v2'), sealedUnder: 'v2' };

test('a live value is sealed anew once, and nothing else of its token changes', () => {
  const resealed = after(active, ...sealAnew(active, anew));
  expect(resealed).toEqual({ ...active, ...anew });
  expect(sealAnew(resealed, anew)).toEqual([]);
});

test('one that was stored before keys were noted is sealed anew', () => {
  const { sealedUnder: _, ...older } = active;
  expect(sealAnew(older, anew)).toHaveLength(1);
});

test('a dead value stays gone (S-72)', () => {
  for (const dead of [rotated, revoked]) expect(sealAnew(dead, anew)).toEqual([]);
});
