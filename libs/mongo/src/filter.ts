import type { mongo as driver } from 'mongoose';

export type Primitive = string | number | boolean | null | Date;

/** A comparison. Only code can make one: what comes from outside is never an instance of this class. */
export class Condition {
  readonly operators: Readonly<Record<string, Primitive | readonly Primitive[]>>;

  constructor(operators: Readonly<Record<string, Primitive | readonly Primitive[]>>) {
    this.operators = operators;
  }
}

export const oneOf = (values: readonly Primitive[]): Condition => new Condition({ $in: [...values] });
export const not = (value: Primitive): Condition => new Condition({ $ne: value });
export const below = (value: Primitive): Condition => new Condition({ $lt: value });
export const above = (value: Primitive): Condition => new Condition({ $gt: value });

export type Field = 'id' | 'version' | `state.${string}`;

/** What documents must look like. A field that is a list matches when it contains the value. */
export type Filter = Readonly<Partial<Record<Field, Primitive | Condition>>>;

export interface ListOptions {
  /** The order always ends with the id, so that it is the same every time. */
  readonly sort?: Readonly<Partial<Record<Field, 1 | -1>>>;
  readonly limit?: number;
}

const field = /^(id|version|state(\.[A-Za-z0-9_-]+)+)$/;
const nameOf = (name: string): string => {
  if (!field.test(name)) throw new TypeError(`a filter cannot name ${name}`);
  return name === 'id' ? '_id' : name;
};

const isPrimitive = (value: unknown): value is Primitive =>
  value === null || value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value);

/** Filters reach the database as primitives only: an object that came from outside throws a TypeError here. */
export function toQuery<Document>(filter: Filter): driver.Filter<Document> {
  const pairs = Object.entries(filter).map(([name, value]) => {
    if (value instanceof Condition) return [nameOf(name), value.operators];
    if (!isPrimitive(value)) throw new TypeError(`the filter on ${name} is no primitive`);
    return [nameOf(name), { $eq: value }];
  });
  return Object.fromEntries(pairs);
}

export const toSort = (sort: ListOptions['sort'] = {}): Record<string, 1 | -1> => ({
  ...Object.fromEntries(Object.entries(sort).map(([name, direction]) => [nameOf(name), direction])),
  ...(sort.id === undefined && { _id: 1 as const }),
});
