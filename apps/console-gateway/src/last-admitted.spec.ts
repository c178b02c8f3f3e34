import { expect, test } from '@jest/globals';
import { SessionOwners } from './session-owners.ts';

test('who was seen is remembered, who was not seen for longest is forgotten', () => {
  const owners = new SessionOwners(2);
  owners.remember('first', 'usr_1');
  owners.remember('second', 'usr_2');
  owners.remember('first', 'usr_1');
  owners.remember('third', 'usr_3');
  expect(['first', 'second', 'third'].map((secret) => owners.of(secret))).toEqual(['usr_1', undefined, 'usr_3']);
});
