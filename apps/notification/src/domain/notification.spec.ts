import { expect, test } from '@jest/globals';
import { after, DAY, fold, HOUR, MINUTE, newId, SECOND } from '@platform/kernel';
import { given } from '@platform/testing';
import fc from 'fast-check';
import { awaitContact, contactKnown } from './await-contact.ts';
import { claimMail, LEASE } from './claim-mail.ts';
import { initialContact, learnContact } from './contact.ts';
import type { NotificationEvent } from './notification.ts';
import { evolveNotification, idempotencyKeyOf, initialNotification, type Notification } from './notification.ts';
import { queueMail } from './queue-mail.ts';
import { retryMail } from './retry-mail.ts';
import { ATTEMPTS, type Outcome, settleMail } from './settle-mail.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = (ms: number) => after(at, ms);
const apply = (mail: Notification, events: readonly NotificationEvent[]) => fold(evolveNotification, mail, events);

const unborn = initialNotification(newId('ntf'));
const command = { template: 'welcome', userId: 'usr_1', to: 'ada@example.com', name: 'Ada' } as const;
const queued = apply(unborn, queueMail(unborn, { ...command, entity: 'evt_1', traceparent: '', at }));

const body = Buffer.from('sealed mail');
const claim = (mail: Notification, when: Date, sealedMail = body) =>
  apply(mail, claimMail(mail, { to: 'late@example.com', sealedMail, at: when }));
const settle = (mail: Notification, outcome: Outcome, when = at, attempt = mail.attempts) =>
  settleMail(mail, { outcome, attempt, firstWaitMs: 5_000, chance: 0.5, at: when });

const accepted: Outcome = { kind: 'accepted', providerId: 'p1' };
const trouble: Outcome = { kind: 'trouble', problem: 'rate_limit_exceeded' };
const sending = claim(queued, at);

test('a mail is queued once', () => {
  expect(queued).toMatchObject({ status: 'queued', to: 'ada@example.com', dueAt: at, attempts: 0 });
  given(queued)
    .when((mail) => queueMail(mail, { ...command, entity: 'evt_1', traceparent: '', at }))
    .then();
  expect(idempotencyKeyOf(queued)).toBe('welcome/evt_1/1');
});

test('it is sending for as long as the lease lasts, and nobody else may send it meanwhile', () => {
  expect(sending).toMatchObject({ status: 'sending', attempts: 1, sealedMail: body, dueAt: later(LEASE) });
  expect(claimMail(sending, { to: '', sealedMail: body, at: later(LEASE - 1) })).toEqual([]);
  expect(claim(sending, later(LEASE))).toMatchObject({ attempts: 2 });
});

test('it is sent only when the provider accepted it, and keeps no secret then', () => {
  const secret = { ...sending, sealedSecret: Buffer.from('s') };
  const sent = apply(secret, settle(secret, accepted));
  expect(sent).toMatchObject({ status: 'sent', providerId: 'p1', sentAt: at, dueAt: undefined });
  expect([sent.sealedMail, sent.sealedSecret]).toEqual([undefined, undefined]);
  expect(settle(sent, trouble)).toEqual([]);
  expect(settle(sent, accepted)).toEqual([]);
});

test('a repetition sends the bytes of the first attempt under the same key', () => {
  const again = apply(sending, settle(sending, trouble));
  const second = claim(again, later(DAY / 2), Buffer.from('rendered anew'));
  expect(second).toMatchObject({ attempts: 2, sealedMail: body });
  expect(idempotencyKeyOf(second)).toBe(idempotencyKeyOf(sending));
});

test('trouble postpones, longer each time and at least as long as the provider asks', () => {
  const waits: number[] = [];
  let mail = queued;
  let now = at;
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    mail = claim(mail, now);
    mail = apply(mail, settle(mail, trouble, now));
    waits.push(((mail.dueAt?.getTime() ?? 0) - now.getTime()) / SECOND);
    now = mail.dueAt ?? now;
  }
  expect(waits).toEqual([5, 30, 180, 1_080, 6_480, 25_200, 25_200]);
  const asked = settle(sending, { ...trouble, retryAfterMs: MINUTE });
  expect(asked).toMatchObject([{ data: { dueAt: later(MINUTE) } }]);
});

test('the last attempt that fails leaves the mail failed, with its problem', () => {
  const last = { ...sending, attempts: ATTEMPTS };
  expect(apply(last, settle(last, trouble))).toMatchObject({ status: 'failed', lastProblem: 'rate_limit_exceeded' });
  const abandoned = claim(last, later(LEASE));
  expect(abandoned).toMatchObject({ status: 'failed', lastProblem: 'ATTEMPTS_EXHAUSTED: no answer' });
});

test('a mail that is refused has failed at once, and its bytes are gone', () => {
  const refused = apply(sending, settle(sending, { kind: 'refused', problem: 'validation_error' }));
  expect(refused).toMatchObject({ status: 'failed', lastProblem: 'validation_error', sealedMail: undefined });
});

test('a process that was given up cannot undo what its successor does, but its acceptance counts', () => {
  const successor = claim(sending, later(LEASE));
  expect(settle(successor, trouble, later(LEASE), 1)).toEqual([]);
  expect(settle(successor, accepted, later(LEASE), 1)).toMatchObject([{ type: 'NotificationSent' }]);
});

test('once the provider may have forgotten the key, the mail is not sent again', () => {
  expect(claim(sending, later(23 * HOUR - 1))).toMatchObject({ status: 'sending' });
  expect(claim(sending, later(23 * HOUR))).toMatchObject({
    status: 'failed',
    lastProblem: 'TOO_LATE_TO_REPEAT: no answer',
  });
});

test('a mail whose offer has run out is not sent', () => {
  const short = { ...queued, expiresAt: later(HOUR) };
  expect(claim(short, later(HOUR))).toMatchObject({ status: 'failed', lastProblem: expect.stringMatching(/^EXPIRED/) });
});

test('a mail waits for its address and is due as soon as it is known', () => {
  const addressless = { ...queued, to: '' };
  const waiting = apply(addressless, awaitContact(addressless, at));
  expect(waiting).toMatchObject({ status: 'queued', awaitsContact: true, dueAt: later(30 * SECOND), attempts: 0 });
  expect(waiting.lastProblem).toMatch(/^CONTACT_UNKNOWN/);
  expect(apply(waiting, contactKnown(waiting, later(1)))).toMatchObject({ dueAt: later(1) });
  expect(claim(waiting, later(30 * SECOND))).toMatchObject({
    status: 'sending',
    to: 'late@example.com',
    lastProblem: '',
  });
  expect(contactKnown(queued, at)).toEqual([]);
  expect(apply(waiting, awaitContact(waiting, later(3 * DAY)))).toMatchObject({ status: 'failed' });
});

test('only a failed mail is tried again, under a new key', () => {
  const failed = apply(sending, settle(sending, { kind: 'refused', problem: 'no' }));
  const retried = apply(failed, retryMail(failed, later(DAY)));
  expect(retried).toMatchObject({ status: 'queued', attempts: 0, dueAt: later(DAY), firstAttemptAt: undefined });
  expect(idempotencyKeyOf(retried)).toBe('welcome/evt_1/2');
  given(sending)
    .when((mail) => retryMail(mail, at))
    .refuses('NOTIFICATION_NOT_FAILED', { state: 'sending' });
});

test('a contact learns what is newer and nothing else', () => {
  const news = { email: 'ada@example.com', name: 'Ada', asOf: 3 };
  const contact = initialContact('usr_1');
  expect(learnContact(contact, news)).toEqual([{ type: 'ContactLearned', data: news }]);
  for (const asOf of [1, 3]) expect(learnContact(news, { ...news, name: 'Old', asOf })).toEqual([]);
  expect(learnContact(news, { ...news, email: '', asOf: 9 })).toEqual([]);
});

test('whatever happens and in which order, a mail is accepted under one key per round and ends sent or failed', () => {
  const outcome = fc.constantFrom<Outcome | 'crash'>(accepted, trouble, { kind: 'refused', problem: 'no' }, 'crash');
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 20, maxLength: 20 }), (outcomes) => {
      let mail = queued;
      const keys = new Set<string>();
      for (const each of outcomes) {
        if (mail.dueAt === undefined) break;
        const now = mail.dueAt;
        mail = claim(mail, now);
        if (mail.status !== 'sending') continue;
        keys.add(idempotencyKeyOf(mail));
        if (each !== 'crash') mail = apply(mail, settle(mail, each, now));
      }
      expect(['sent', 'failed']).toContain(mail.status);
      expect(keys.size).toBe(1);
    }),
  );
});
