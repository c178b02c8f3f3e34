import { expect, test } from '@jest/globals';
import { refuse } from '@platform/kernel';
import { given } from './given.ts';

interface Door {
  readonly open: boolean;
  readonly locked: boolean;
}

const shut: Door = { open: false, locked: false };
const locked: Partial<Door> = { locked: true };

const openDoor = (door: Door) => {
  if (door.locked) throw refuse('PERMISSION_REQUIRED', { metadata: { permission: 'doors.open', door: '1' } });
  return door.open ? [] : [{ type: 'DoorOpened', data: {} }];
};

test('the sentences that hold', () => {
  given(shut).when(openDoor).then({ type: 'DoorOpened', data: {} });
  given(shut, { open: true }).when(openDoor).then();
  given(shut, locked).when(openDoor).refuses('PERMISSION_REQUIRED', { permission: 'doors.open' });
});

test.each<[string, () => void]>([
  ['another event', () => given(shut).when(openDoor).then({ type: 'DoorClosed', data: {} })],
  ['an event too many', () => given(shut).when(openDoor).then()],
  ['an event too few', () => given(shut, { open: true }).when(openDoor).then({ type: 'DoorOpened', data: {} })],
  ['no refusal', () => given(shut).when(openDoor).refuses('PERMISSION_REQUIRED')],
  ['another reason', () => given(shut, locked).when(openDoor).refuses('USER_SUSPENDED')],
  ['other metadata', () => given(shut, locked).when(openDoor).refuses('PERMISSION_REQUIRED', { permission: 'x' })],
  ['a refusal where events were expected', () => given(shut, locked).when(openDoor).then()],
])('the sentences that fail: %s', (_what, sentence) => {
  expect(sentence).toThrow();
});

test('a bug inside a decision is shown as it is, not taken for a refusal', () => {
  const broken = () => {
    throw new RangeError('bug');
  };
  expect(() => given(shut).when(broken).refuses('PERMISSION_REQUIRED')).toThrow(RangeError);
});

test('the given state is not changed', () => {
  given(shut, locked)
    .when(() => [])
    .then();
  expect(shut).toEqual({ open: false, locked: false });
});
