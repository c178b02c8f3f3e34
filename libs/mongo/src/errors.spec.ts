import { expect, test } from '@jest/globals';
import { mongo as driver } from 'mongoose';
import { isAway, isRepeatable } from './errors.ts';

const broken = () => new driver.MongoNetworkError('connection 1 to 127.0.0.1:27017 closed');
/** As the driver makes them: the result is of what was done before. */
const bulk = (cause: unknown) => Reflect.construct(driver.MongoBulkWriteError, [cause, {}]);

test('a connection that breaks under a write of several documents is an outage, and the work may be done again', () => {
  for (const error of [broken(), bulk(broken())]) {
    expect(isAway(error)).toBe(true);
    expect(isRepeatable(error)).toBe(true);
  }
});

test('a write of several documents that the server refuses is none', () => {
  const refused = bulk({ message: 'E11000 duplicate key', code: 11_000 });
  expect(isAway(refused)).toBe(false);
  expect(isRepeatable(refused)).toBe(false);
});
