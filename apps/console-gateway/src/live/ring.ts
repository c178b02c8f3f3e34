import { randomBytes } from 'node:crypto';

/** The last things that were told, so that somebody who was away hears exactly what they missed. */
export interface Ring<T> {
  /** The place after everything that was told. */
  head(): string;
  add(value: T): string;
  /** What was told after a place, oldest first; undefined for a place that is not known any more or never was. */
  since(place: string): readonly { readonly place: string; readonly value: T }[] | undefined;
  /** From now on nobody can resume at an earlier place. */
  restart(): void;
}

/** Places are random: they say neither how much was told nor by whom. */
const newPlace = (): string => randomBytes(9).toString('base64url');

/** Keeps so many values. */
export function ringOf<T>(capacity: number): Ring<T> {
  const told = new Map<string, { readonly place: string; readonly value: T }>();
  /** The place before the oldest value that is kept. */
  let start = newPlace();
  let head = start;
  return {
    head: () => head,
    add: (value) => {
      const place = newPlace();
      told.set(place, { place, value });
      head = place;
      if (told.size > capacity) {
        const [oldest = start] = told.keys();
        told.delete(oldest);
        start = oldest;
      }
      return place;
    },
    since: (place) => {
      const all = [...told.values()];
      if (place === start) return all;
      return told.has(place) ? all.slice(all.findIndex((each) => each.place === place) + 1) : undefined;
    },
    restart: () => {
      told.clear();
      start = newPlace();
      head = start;
    },
  };
}
