import { expect, test } from '@jest/globals';
import { identity, workspace } from '@platform/contracts';
import { MINUTE } from '@platform/kernel';
import { LastAdmitted } from './last-admitted.ts';
import { Words } from './word.ts';

const user = (id: string, expiresAt?: Date) => ({
  user: identity.User.fromPartial({ id }),
  session: identity.Session.fromPartial({ id: `ses of ${id}`, expiresAt }),
});
const outside = (id: string, expiresAt?: Date) => ({ signedIn: user(id, expiresAt), inside: undefined });
const within = (id: string, workspaceId: string) => ({
  signedIn: user(id),
  inside: {
    member: workspace.Member.fromPartial({ id: `mem of ${id}`, workspaceId }),
    workspace: workspace.Workspace.fromPartial({ id: workspaceId }),
  },
});

/** Owners who promise what the test says; both do at first. */
function remembered(atMost?: number) {
  const terms: { identity: number | undefined; workspace: number | undefined } = { identity: 1, workspace: 1 };
  const words = new Words({ identity: { term: () => terms.identity }, workspace: { term: () => terms.workspace } });
  return { terms, words, last: new LastAdmitted(words, atMost) };
}

test('who was seen is remembered, who was not seen for longest is forgotten', () => {
  const { last, words } = remembered(2);
  last.remember('first', outside('usr_1'), words.now());
  last.remember('second', outside('usr_2'), words.now());
  last.remember('first', outside('usr_1'), words.now());
  last.remember('third', outside('usr_3'), words.now());
  const seen = ['first', 'second', 'third'].map((secret) => last.of(secret)?.signedIn?.user.id);
  expect(seen).toEqual(['usr_1', undefined, 'usr_3']);
});

test('who is known inside of one workspace is known outside of workspaces too, and in no other', () => {
  const { last, words } = remembered();
  last.remember('secret', within('usr_1', 'ws_1'), words.now());
  for (const known of [last.of('secret', 'ws_1'), last.standing('secret', 'ws_1')])
    expect(known).toEqual(within('usr_1', 'ws_1'));
  for (const known of [last.of('secret'), last.standing('secret')]) expect(known).toEqual(outside('usr_1'));
  for (const known of [last.of('secret', 'ws_2'), last.standing('secret', 'ws_2')]) expect(known).toBeUndefined();
});

test('who was refused in a workspace is not expected there again', () => {
  const { last, words } = remembered();
  last.remember('secret', within('usr_1', 'ws_1'), words.now());
  last.forget('secret', 'ws_1');
  expect([last.of('secret', 'ws_1'), last.standing('secret', 'ws_1')]).toEqual([undefined, undefined]);
  expect(last.of('secret')).toEqual(outside('usr_1'));
});

test.each(['usr_1', 'ses of usr_1', 'mem of usr_1', 'ws_1'])(
  'what %s has changed does not stand, and is a guess at most',
  (subject) => {
    const { last, words } = remembered();
    last.remember('secret', within('usr_1', 'ws_1'), words.now());
    last.remember('another', within('usr_2', 'ws_2'), words.now());
    last.withdraw(['usr_9', subject]);
    expect(last.standing('secret', 'ws_1')).toBeUndefined();
    expect(last.of('secret', 'ws_1')).toEqual(within('usr_1', 'ws_1'));
    expect(last.standing('another', 'ws_2')).toEqual(within('usr_2', 'ws_2'));
  },
);

test('a change of his membership leaves his account as it is', () => {
  const { last, words } = remembered();
  last.remember('secret', within('usr_1', 'ws_1'), words.now());
  last.withdraw(['mem of usr_1']);
  expect(last.standing('secret')).toEqual(outside('usr_1'));
});

test('an answer that was on its way while something was taken back does not stand: it may be from before', () => {
  const { last, words } = remembered();
  const under = words.now();
  last.withdraw(['usr_1']);
  last.remember('secret', within('usr_1', 'ws_1'), under);
  expect(last.standing('secret', 'ws_1')).toBeUndefined();
  expect(last.of('secret', 'ws_1')).toEqual(within('usr_1', 'ws_1'));
});

test('it stands only as long as both owners promise without a gap; outside of workspaces it is enough that identity does', () => {
  for (const gap of [undefined, 2]) {
    const { last, words, terms } = remembered();
    last.remember('secret', within('usr_1', 'ws_1'), words.now());
    terms.workspace = gap;
    expect(last.standing('secret', 'ws_1')).toBeUndefined();
    expect(last.standing('secret')).toEqual(outside('usr_1'));
    terms.identity = gap;
    expect(last.standing('secret')).toBeUndefined();
  }
});

test('what was said under no promise does not stand, whatever is promised later', () => {
  const { last, words, terms } = remembered();
  terms.identity = undefined;
  last.remember('secret', outside('usr_1'), words.now());
  expect(last.standing('secret')).toBeUndefined();
  terms.identity = 1;
  expect(last.standing('secret')).toBeUndefined();
});

test('a session that has run out does not stand: its owner need not say so', () => {
  const { last, words } = remembered();
  last.remember('over', outside('usr_1', new Date(Date.now())), words.now());
  last.remember('not yet', outside('usr_1', new Date(Date.now() + MINUTE)), words.now());
  expect(last.standing('over')).toBeUndefined();
  expect(last.standing('not yet')?.signedIn?.user.id).toBe('usr_1');
});

test('after ten seconds it is asked anew, so that the use of a session is noted', () => {
  const { last, words } = remembered();
  const asked = { ...words.now(), age: () => 9_999 };
  last.remember('secret', outside('usr_1'), asked);
  expect(last.standing('secret')).toBeDefined();
  last.remember('secret', outside('usr_1'), { ...asked, age: () => 10_000 });
  expect(last.standing('secret')).toBeUndefined();
});
