import { expect, test } from '@jest/globals';
import { type Death, deadLetterOf, readDeadLetter, revived } from './dead-letter.ts';
import { largestLetterValueBytes } from './topics.ts';

const message = {
  topic: 'workspace.member.v1',
  partition: 2,
  offset: '17',
  key: Buffer.from('ws_1'),
  value: Buffer.from('{}'),
  headers: { id: Buffer.from('evt_1'), type: 'workspace.v1.MemberJoined', traceparent: '00-a-b-01' },
};
const why: Death = {
  reason: 'HANDLER_FAILED',
  detail: 'Error: no',
  group: 'token.members',
  service: 'token',
  attempts: 6,
};

test('a dead letter is the message, and says who gave up, why and where', () => {
  const letter = deadLetterOf(message, why);
  expect(letter).toMatchObject({ key: message.key, value: message.value });
  expect(letter.headers).toMatchObject({
    ...message.headers,
    'dead-reason': 'HANDLER_FAILED',
    'dead-group': 'token.members',
    'dead-attempts': '6',
    'dead-topic': 'workspace.member.v1',
    'dead-partition': '2',
    'dead-offset': '17',
  });
  expect(readDeadLetter(letter)).toEqual({
    id: 'evt_1',
    type: 'workspace.v1.MemberJoined',
    group: 'token.members',
    reason: 'HANDLER_FAILED',
    detail: 'Error: no',
    topic: 'workspace.member.v1',
  });
});

test('a revived letter is the message as it was, for the group that gave up', () => {
  const letter = deadLetterOf(message, why);
  const back = revived({ key: message.key, value: message.value, headers: letter.headers });
  expect(back).toEqual({
    key: message.key,
    value: message.value,
    headers: { ...message.headers, 'replay-for': 'token.members' },
  });
});

test('a letter of the sender goes back to everybody', () => {
  const letter = deadLetterOf(message, { ...why, group: '' });
  const back = revived({ key: message.key, value: message.value, headers: { ...letter.headers, 'replay-for': 'old' } });
  expect(back.headers).toEqual(message.headers);
});

test('what is larger than any letter is put aside without its value, and says how large it was', () => {
  const value = Buffer.alloc(largestLetterValueBytes + 1);
  const letter = deadLetterOf({ ...message, value }, { ...why, detail: 'x'.repeat(9_999) });
  expect(letter.value).toBeNull();
  expect(letter.headers).toMatchObject({ 'dead-bytes': String(value.length), 'dead-detail': 'x'.repeat(1_000) });
});
