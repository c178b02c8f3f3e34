import { expect, test } from '@jest/globals';
import { after, DAY, fold, MINUTE, newId, SECOND } from '@platform/kernel';
import { carryOver, endSession } from './end-session.ts';
import { openSession } from './open-session.ts';
import { seeSession } from './see-session.ts';
import { evolveSession, initialSession, type Session, type SessionEvent } from './session.ts';
import { sessionTrouble } from './session-trouble.ts';
import { stepUp } from './step-up.ts';
import { initialUser, type User } from './user.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = (ms: number) => after(at, ms);
const user: User = { ...initialUser(newId('usr')), status: 'active', sessionGeneration: 3 };
const unborn = initialSession(newId('ses'));
const birth = { userId: user.id, secretHash: 'h', generation: 3, ip: '192.0.2.1', userAgent: 'curl', at };

const apply = (session: Session, events: readonly SessionEvent[]) => fold(evolveSession, session, events);
const open = apply(unborn, openSession(unborn, birth));
const seen = (session: Session, when: Date) => apply(session, seeSession(session, { ip: '', userAgent: '', at: when }));

test('a session is born once, lives thirty days at most and opens its own user only', () => {
  expect(open).toMatchObject({ createdAt: at, lastSeenAt: at, expiresAt: later(30 * DAY), steppedUpUntil: undefined });
  expect(openSession(open, { ...birth, secretHash: 'other' })).toEqual([]);
  expect(sessionTrouble(open, user, at)).toBeUndefined();
  expect(sessionTrouble(open, { ...user, id: newId('usr') }, at)).toBe('UNAUTHENTICATED');
  expect(sessionTrouble(unborn, user, at)).toBe('UNAUTHENTICATED');
});

test('a session ends after seven idle days, to the millisecond', () => {
  expect(sessionTrouble(open, user, later(7 * DAY - 1))).toBeUndefined();
  expect(sessionTrouble(open, user, later(7 * DAY))).toBe('SESSION_EXPIRED');
});

test('however much it is used, a session ends after thirty days', () => {
  let session = open;
  for (let day = 1; day < 30; day += 1) session = seen(session, later(day * DAY));
  expect(sessionTrouble(session, user, later(30 * DAY - 1))).toBeUndefined();
  expect(sessionTrouble(session, user, later(30 * DAY))).toBe('SESSION_EXPIRED');
});

test('use is noted at most once a minute, and never on an ended session', () => {
  const use = (when: Date) => ({ ip: '192.0.2.9', userAgent: 'firefox', at: when });
  expect(seeSession(open, use(later(MINUTE - 1)))).toEqual([]);
  const used = apply(open, seeSession(open, use(later(MINUTE))));
  expect(used).toMatchObject({ lastSeenAt: later(MINUTE), ip: '192.0.2.9', userAgent: 'firefox' });
  expect(seeSession(used, use(later(MINUTE + 59 * SECOND)))).toEqual([]);
  expect(seeSession(apply(open, endSession(open, 'revoked', at)), use(later(DAY)))).toEqual([]);
  expect(seen(open, later(DAY))).toMatchObject({ ip: '192.0.2.1', userAgent: 'curl' });
});

test('an ended session, one of an older generation and one of a suspended user open nothing', () => {
  expect(sessionTrouble(apply(open, endSession(open, 'signed_out', at)), user, at)).toBe('SESSION_REVOKED');
  expect(sessionTrouble(open, { ...user, sessionGeneration: 4 }, at)).toBe('SESSION_REVOKED');
  expect(sessionTrouble(open, { ...user, status: 'suspended' }, at)).toBe('USER_SUSPENDED');
});

test('a session that is carried over lives on in the new generation', () => {
  const carried = apply(open, carryOver(open, user.id, 3));
  expect(sessionTrouble(carried, { ...user, sessionGeneration: 4 }, at)).toBeUndefined();
});

test('no session that is over, of an older generation or of somebody else is brought back', () => {
  expect(carryOver(apply(open, endSession(open, 'revoked', at)), user.id, 3)).toEqual([]);
  expect(carryOver(open, user.id, 4)).toEqual([]);
  expect(carryOver(open, newId('usr'), 3)).toEqual([]);
  expect(carryOver(unborn, user.id, 0)).toEqual([]);
});

test('ending twice is harmless', () => {
  const ended = apply(open, endSession(open, 'signed_out', at));
  expect(endSession(ended, 'revoked', later(1))).toEqual([]);
  expect(endSession(unborn, 'revoked', at)).toEqual([]);
});

test('a step-up holds for ten minutes and needs a living session', () => {
  expect(apply(open, stepUp(open, at)).steppedUpUntil).toEqual(later(10 * MINUTE));
  for (const session of [unborn, apply(open, endSession(open, 'revoked', at))]) {
    expect(() => stepUp(session, at)).toThrow(expect.objectContaining({ reason: 'SESSION_REVOKED' }));
  }
});
