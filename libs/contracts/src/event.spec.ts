import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { type EventContext, hearing, packEvent, unpackEvent } from './event.ts';
import { Event } from './gen/platform/v1/event.ts';
import { topicNames, topics, topicsOf } from './topics.ts';

const context: EventContext = {
  id: newId('evt'),
  source: 'workspace-membership',
  subject: 'mem_1',
  time: new Date('2026-01-02T03:04:05.678Z'),
  sequence: 7,
  key: 'ws_1',
  workspaceId: 'ws_1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

test('an event comes back as it was packed, with its CloudEvents attributes', () => {
  const data = { workspaceId: 'ws_1', membershipId: 'mem_1', userId: 'usr_1', reason: 'left', removedAt: context.time };
  const row = packEvent('workspace.v1.MemberRemoved', data, context);

  expect(row).toMatchObject({ channel: 'kafka', topic: 'workspace.member.v1', key: 'ws_1', id: context.id });
  expect(unpackEvent(row.topic, row.value)).toEqual({
    id: context.id,
    type: 'workspace.v1.MemberRemoved',
    source: '/workspace-membership',
    subject: 'mem_1',
    time: context.time,
    sequence: 7,
    workspaceId: 'ws_1',
    actor: { type: 'system', id: 'workspace-membership', ip: '' },
    causationId: '',
    correlationId: context.id,
    traceparent: context.traceparent,
    data,
  });
});

test('each event is bytes of its own, whatever is packed after it, and whatever could not be', () => {
  const type = 'identity.v1.SessionRevoked';
  const data = { sessionId: 's', userId: 'u', why: 'revoked' };
  const first = packEvent(type, data, context);
  const bytes = Buffer.from(first.value);
  packEvent(type, { ...data, sessionId: 'another' }, context);
  expect(Buffer.from(first.value)).toEqual(bytes);
  expect(() => packEvent(type, data, { ...context, sequence: 2 ** 70 })).toThrow('too large');
  expect(Buffer.from(packEvent(type, data, context).value)).toEqual(bytes);
});

test('a field that is not there is empty', () => {
  const lacking: object = { sessionId: 's' };
  const row = packEvent(
    'identity.v1.SessionRevoked',
    lacking as { sessionId: string; userId: string; why: string },
    context,
  );
  expect(unpackEvent(row.topic, row.value).data).toEqual({ sessionId: 's', userId: '', why: '' });
});

test('a message that does not belong on the topic is refused, not half read', () => {
  const row = packEvent('identity.v1.SessionRevoked', { sessionId: 's', userId: 'u', why: 'revoked' }, context);
  expect(() => unpackEvent('workspace.member.v1', row.value)).toThrow(/does not belong on workspace.member.v1/);
  expect(() => unpackEvent('workspace.member.v1', Buffer.from('garbage'))).toThrow();
});

test('a message type stands on one topic only', () => {
  const types = topicNames.flatMap((topic) => Object.keys(topics[topic]));
  expect(new Set(types).size).toBe(types.length);
});

test('an event of another CloudEvents version is refused', () => {
  const row = packEvent('identity.v1.SessionRevoked', { sessionId: 's', userId: 'u', why: 'revoked' }, context);
  const future = Event.encode({ ...Event.decode(row.value), specversion: '2.0' }).finish();
  expect(() => unpackEvent(row.topic, future)).toThrow('specversion 2.0');
});

test('listeners know their topics', () => {
  const nothing = async () => {};
  const { on, topicsOf: of } = hearing({ 'workspace.v1.MemberJoined': nothing, 'workspace.v1.MemberRemoved': nothing });
  expect(of(Object.keys(on))).toEqual(['workspace.member.v1']);
  expect(() => topicsOf(['workspace.v9.MemberJoined'])).toThrow('workspace.v9.MemberJoined is on no topic');
});
