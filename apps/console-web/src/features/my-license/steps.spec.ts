import { expect, test } from '@jest/globals';
import { firstStart, stepIds } from './steps.ts';

const at = '2026-11-23T10:00:00.000Z';
const maya = { email_verified_at: at };
type Overview = Parameters<typeof firstStart>[1];

// Only the fields that the decision looks at.
const overview = (license?: string, token?: Partial<NonNullable<Overview['token']>>, degraded: string[] = []) =>
  ({ degraded, my_license: license && { state: license, why: '', fix: '' }, token }) as unknown as Overview;
const states = (given: Overview) => stepIds.map((id) => firstStart(maya, given)[id]);

test('each step is ticked by a fact, and the first that is not done is the next', () => {
  expect(states(overview('none', {}))).toEqual(['done', 'done', 'next', 'later', 'later']);
  expect(states(overview('assigned_valid', {}))).toEqual(['done', 'done', 'done', 'next', 'later']);
  expect(states(overview('assigned_valid', { value_given_at: at }))).toEqual(['done', 'done', 'done', 'done', 'next']);
  expect(states(overview('assigned_valid', { last_used_at: at }))).toEqual(['done', 'done', 'done', 'done', 'done']);
});

test.each(['none', 'assigned_but_subscription_expired', 'assigned_but_suspended'])(
  'a license that is %s is no license to start with',
  (state) => {
    expect(firstStart(maya, overview(state, { last_used_at: at })).license).toBe('next');
  },
);

test('what the services cannot say right now is not known: neither done nor still to do', () => {
  const away = (part: string) => [part];
  expect(states(overview(undefined, {}, away('licensing')))).toEqual(['done', 'done', 'unknown', 'next', 'later']);
  expect(states(overview(undefined, { last_used_at: at }, away('licensing'))).slice(2)).toEqual([
    ...['unknown', 'done', 'done'],
  ]);
  expect(states(overview('assigned_valid', undefined, away('token')))).toEqual([
    ...['done', 'done', 'done', 'unknown', 'unknown'],
  ]);
  expect(states(overview(undefined, undefined, ['licensing', 'token'])).slice(2)).toEqual([
    ...['unknown', 'unknown', 'unknown'],
  ]);
});

test('a part that is known is known whatever else is away, and a token that is still being made is not done', () => {
  expect(states(overview('assigned_valid', undefined)).slice(2)).toEqual(['done', 'next', 'later']);
  expect(states(overview('assigned_valid', {}, ['licensing', 'legacy'])).slice(2)).toEqual(['done', 'next', 'later']);
});
