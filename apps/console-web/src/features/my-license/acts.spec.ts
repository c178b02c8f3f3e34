import { expect, test } from '@jest/globals';
import { actFor } from './acts.ts';

type Overview = Parameters<typeof actFor>[0];
const all = ['billing.manage', 'licenses.assign'];
// Only the fields that the decision looks at.
const unlicensed = (given: object = {}, permissions = all) =>
  actFor({
    ...{ degraded: [], my_license: { state: 'none', why: '', fix: '' }, member: { permissions, user_id: 'usr_1' } },
    ...given,
  } as unknown as Overview);
const pools = [
  { id: 'lic_full', free: 0 },
  { id: 'lic_free', free: 2 },
];
const subscription = { id: 'sub_1' };

test('without a subscription the trial is started, by who may', () => {
  expect(unlicensed()).toEqual({ what: 'start' });
  expect(unlicensed({}, ['licenses.assign'])).toBeUndefined();
});

test('a free license is taken, by who may', () => {
  expect(unlicensed({ subscription, pools })).toEqual({ what: 'take', poolId: 'lic_free' });
  expect(unlicensed({ subscription, pools }, ['licenses.assign_self'])).toEqual({ what: 'take', poolId: 'lic_free' });
  expect(unlicensed({ subscription, pools }, ['billing.manage'])).toBeUndefined();
  expect(unlicensed({ subscription, pools: [] })).toBeUndefined();
});

test('who has a license, and who cannot be told whether, is offered nothing', () => {
  expect(unlicensed({ my_license: { state: 'assigned_valid' } })).toBeUndefined();
  expect(unlicensed({ my_license: undefined, degraded: ['licensing'] })).toBeUndefined();
  // The subscription may be there: it could not be asked.
  expect(unlicensed({ degraded: ['licensing'] })).toBeUndefined();
});
