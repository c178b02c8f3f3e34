import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ringOf } from './ring.ts';

const valuesSince = (ring: ReturnType<typeof ringOf<number>>, place: string) =>
  ring.since(place)?.map(({ value }) => value);

test('whoever comes back hears exactly what was told since, or that it is not known any more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 30 }), (capacity, told) => {
      const ring = ringOf<number>(capacity);
      const places = [ring.head()];
      for (let n = 1; n <= told; n += 1) places.push(ring.add(n));
      places.forEach((place, after) => {
        const missed = Array.from({ length: told - after }, (_, n) => after + n + 1);
        expect(valuesSince(ring, place)).toEqual(missed.length > capacity ? undefined : missed);
      });
      expect(ring.head()).toBe(places.at(-1));
    }),
  );
});

test('a place that nobody gave out is not known, and after a restart none is but the new one', () => {
  const ring = ringOf<number>(4);
  const place = ring.add(1);
  expect(ring.since('AAAAAAAAAAAA')).toBeUndefined();
  expect(ring.since('')).toBeUndefined();
  ring.restart();
  expect(ring.since(place)).toBeUndefined();
  expect(ring.since(ring.head())).toEqual([]);
});

test('a place says nothing about how much was told', () => {
  const ring = ringOf<number>(4);
  const places = [1, 2, 3].map((n) => ring.add(n));
  expect(new Set(places).size).toBe(3);
  for (const place of places) expect(place).toMatch(/^[\w-]{12}$/);
});
