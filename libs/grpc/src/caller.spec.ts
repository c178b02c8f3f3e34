import { expect, test } from '@jest/globals';
import { isCoded, newId } from '@platform/kernel';
import { anonymous, type Caller, serviceCaller, userCaller } from './caller.ts';

const here = newId('ws');
const elsewhere = newId('ws');
const now = new Date('2026-01-01T12:00:00Z');
const user = (extra: object = {}) =>
  userCaller('gateway', { userId: newId('usr'), workspaceId: here, permissions: ['members.read'], ...extra });

const outcome = (ask: () => void): unknown => {
  try {
    ask();
    return 'allowed';
  } catch (error) {
    return isCoded(error) ? [error.reason, error.metadata] : error;
  }
};

test.each<[string, Caller, string, unknown]>([
  ['a member of it', user(), here, 'allowed'],
  ['a member of another one', user(), elsewhere, ['WORKSPACE_NOT_FOUND', { resource: elsewhere }]],
  ['a user without a workspace', user({ workspaceId: undefined }), here, ['WORKSPACE_NOT_FOUND', { resource: here }]],
  [
    'a user without a workspace, asked for none',
    user({ workspaceId: undefined }),
    '',
    ['WORKSPACE_NOT_FOUND', { resource: '' }],
  ],
  ['nobody', anonymous, here, ['UNAUTHENTICATED', {}]],
  ['a service', serviceCaller('token'), here, 'allowed'],
])('mustBeMemberOf: %s', (_who, caller, workspace, expected) => {
  expect(outcome(() => caller.mustBeMemberOf(workspace))).toEqual(expected);
});

test.each<[string, Caller, string, unknown]>([
  ['has it', user(), here, 'allowed'],
  ['lacks it', user({ permissions: [] }), here, ['PERMISSION_REQUIRED', { permission: 'members.read' }]],
  ['has it elsewhere', user(), elsewhere, ['WORKSPACE_NOT_FOUND', { resource: elsewhere }]],
  ['is nobody', anonymous, here, ['UNAUTHENTICATED', {}]],
  ['is a service', serviceCaller('token'), here, 'allowed'],
])('mustBeAllowedTo: the caller %s', (_who, caller, workspace, expected) => {
  expect(outcome(() => caller.mustBeAllowedTo('members.read', workspace))).toEqual(expected);
});

test.each<[string, Caller, boolean]>([
  ['fresh', user({ steppedUpUntil: new Date(now.getTime() + 1) }), true],
  ['just over (half-open)', user({ steppedUpUntil: now }), false],
  ['never', user(), false],
  ['a service', serviceCaller('token'), false],
  ['nobody', anonymous, false],
])('mustHaveSteppedUp: %s', (_when, caller, allowed) => {
  const expected = allowed ? 'allowed' : ['STEP_UP_REQUIRED', { methods: 'password' }];
  expect(outcome(() => caller.mustHaveSteppedUp(now))).toEqual(expected);
});
