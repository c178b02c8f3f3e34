import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { anonymous, type Caller, serviceCaller, userCaller } from './caller.ts';
import { causeOf } from './cause.ts';

const requestId = newId('req');
const ip = '203.0.113.7';
const asked = (caller: Caller) => causeOf({ caller, requestId, ip });
const through = { causationId: requestId, correlationId: requestId };

test('a change says who asked for it, from where and through which request', () => {
  const userId = newId('usr');
  expect(asked(userCaller('gateway', { userId }))).toEqual({ actor: { type: 'user', id: userId, ip }, ...through });
  expect(asked(serviceCaller('legacy'))).toEqual({ actor: { type: 'service', id: 'legacy', ip }, ...through });
});

test('nobody is made up where nobody said who they are', () => {
  expect(asked(anonymous)).toEqual(through);
});
