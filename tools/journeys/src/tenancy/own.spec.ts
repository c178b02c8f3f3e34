import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { ownOf } from './own.ts';

const member = newId('mem');

test('what was known from the start is found in an answer, and nothing else', () => {
  const own = ownOf(['maya@example.com', member]);
  expect(own.toldIn(JSON.stringify({ members: [{ id: member, email: 'maya@example.com' }] }))).toEqual([
    'maya@example.com',
    member,
  ]);
  expect(own.toldIn(JSON.stringify({ id: newId('mem'), email: 'nora@example.com' }))).toEqual([]);
});

test('what a reset has made new is looked for as well as what it has made old', () => {
  const own = ownOf(['lsat_…9fQ2']);
  const successor = newId('tok');
  own.learn(JSON.stringify({ token: { id: successor, display: 'lsat_…Zz08' } }));
  expect(own.toldIn('{"display":"lsat_…Zz08"}')).toEqual(['lsat_…Zz08']);
  expect(own.toldIn('{"display":"lsat_…9fQ2"}')).toEqual(['lsat_…9fQ2']);
  expect(own.toldIn(`{"id":"${successor}"}`)).toEqual([successor]);
});

test('who somebody is and where is no secret of the workspace', () => {
  const own = ownOf([]);
  const said = JSON.stringify({ user_id: newId('usr'), workspace_id: newId('ws'), instance: newId('req') });
  own.learn(said);
  expect(own.toldIn(said)).toEqual([]);
});
