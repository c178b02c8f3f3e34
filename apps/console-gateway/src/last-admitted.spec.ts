import { expect, test } from '@jest/globals';
import { identity, workspace } from '@platform/contracts';
import { LastAdmitted } from './last-admitted.ts';

const user = (id: string) => ({ user: identity.User.fromPartial({ id }), session: identity.Session.fromPartial({}) });
const outside = (id: string) => ({ signedIn: user(id), inside: undefined });
const within = (id: string, workspaceId: string) => ({
  signedIn: user(id),
  inside: { member: workspace.Member.fromPartial({ workspaceId }), workspace: workspace.Workspace.fromPartial({}) },
});

test('who was seen is remembered, who was not seen for longest is forgotten', () => {
  const last = new LastAdmitted(2);
  last.remember('first', outside('usr_1'));
  last.remember('second', outside('usr_2'));
  last.remember('first', outside('usr_1'));
  last.remember('third', outside('usr_3'));
  const seen = ['first', 'second', 'third'].map((secret) => last.of(secret)?.signedIn?.user.id);
  expect(seen).toEqual(['usr_1', undefined, 'usr_3']);
});

test('who is known inside of one workspace is known outside of workspaces too, and in no other', () => {
  const last = new LastAdmitted();
  last.remember('secret', within('usr_1', 'ws_1'));
  expect(last.of('secret', 'ws_1')).toEqual(within('usr_1', 'ws_1'));
  expect(last.of('secret')).toEqual(outside('usr_1'));
  expect(last.of('secret', 'ws_2')).toBeUndefined();
});

test('who was refused in a workspace is not expected there again', () => {
  const last = new LastAdmitted();
  last.remember('secret', within('usr_1', 'ws_1'));
  last.forget('secret', 'ws_1');
  expect(last.of('secret', 'ws_1')).toBeUndefined();
  expect(last.of('secret')).toEqual(outside('usr_1'));
});
