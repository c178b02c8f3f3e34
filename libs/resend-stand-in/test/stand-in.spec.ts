import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DAY, manualClock } from '@platform/kernel';
import { type StandIn, startResendStandIn } from '../src/index.ts';

const clock = manualClock(new Date('2026-01-02T03:04:05.678Z'));
const mail = {
  from: 'House <no-reply@example.com>',
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Hi</p>',
  text: 'Hi',
};
let standIn: StandIn;

beforeEach(async () => {
  standIn = await startResendStandIn({ clock, apiKey: 're_test' });
});
afterEach(() => standIn.stop());

interface Given {
  readonly key?: string;
  readonly body?: unknown;
  readonly authorization?: string;
}

const send = ({ key, body = mail, authorization = 'Bearer re_test' }: Given = {}) =>
  fetch(`${standIn.url}/emails`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const read = async (answer: Response) => (await answer.json()) as Record<string, unknown>;
const errorOf = async (answer: Response) => ({ status: answer.status, ...(await read(answer)) });

test('an accepted mail is answered with its id and stands in the inbox', async () => {
  const answer = await send({ key: 'welcome/1/1' });
  expect(answer.status).toBe(200);
  const { id } = await read(answer);
  expect(standIn.mails('ADA@example.com')).toEqual([
    { ...mail, id, to: ['ada@example.com'], headers: {}, idempotencyKey: 'welcome/1/1', receivedAt: clock.now() },
  ]);
  expect(standIn.mails('eve@example.com')).toEqual([]);
});

test('the same key and body give the same id and one mail; after 24 hours it is a new mail', async () => {
  const first = await read(await send({ key: 'k' }));
  const again = await read(await send({ key: 'k' }));
  expect(again).toEqual(first);
  expect(standIn.mails()).toHaveLength(1);

  clock.advance(DAY);
  expect(await read(await send({ key: 'k' }))).not.toEqual(first);
  expect(standIn.mails()).toHaveLength(2);
});

test('the same key with another body is a conflict and sends nothing', async () => {
  await send({ key: 'k' });
  const answer = await errorOf(await send({ key: 'k', body: { ...mail, subject: 'Other' } }));
  expect(answer).toMatchObject({ status: 409, statusCode: 409, name: 'invalid_idempotent_request' });
  expect(standIn.mails()).toHaveLength(1);
});

test('a refused request leaves its key free', async () => {
  standIn.fail({ kind: 'server_error' });
  expect((await send({ key: 'k', body: { ...mail, subject: 'First' } })).status).toBe(500);
  expect((await send({ key: 'k' })).status).toBe(200);
});

test.each([
  ['no key', { authorization: '' }, 401, 'missing_api_key'],
  ['another key', { authorization: 'Bearer re_other' }, 403, 'invalid_api_key'],
  ['no recipient', { body: { ...mail, to: undefined } }, 422, 'missing_required_field'],
  ['a wrong recipient', { body: { ...mail, to: 7 } }, 422, 'validation_error'],
  ['no content', { body: { ...mail, html: '', text: '' } }, 422, 'missing_required_field'],
  ['a header with a line break', { body: { ...mail, subject: 'a\r\nBcc: eve@example.com' } }, 422, 'validation_error'],
  ['no JSON', { body: '{"from":' }, 422, 'validation_error'],
  ['no object', { body: '[]' }, 422, 'missing_required_field'],
  ['an endless idempotency key', { key: 'k'.repeat(257) }, 400, 'invalid_idempotency_key'],
])('%s is answered as Resend does', async (_what, given, status, name) => {
  expect(await errorOf(await send(given))).toEqual({ status, statusCode: status, name, message: expect.any(String) });
  expect(standIn.mails()).toEqual([]);
});

test('planned faults hit the next requests to their address, then it is over', async () => {
  standIn.fail({ kind: 'rate_limit', times: 2, to: 'ada@example.com' });
  expect((await send({ body: { ...mail, to: 'eve@example.com' } })).status).toBe(200);
  const limited = await send();
  expect(limited.headers.get('retry-after')).toBe('1');
  expect(await errorOf(limited)).toMatchObject({ status: 429, name: 'rate_limit_exceeded' });
  expect((await send()).status).toBe(429);
  expect((await send()).status).toBe(200);
  expect(standIn.attempts('ada@example.com')).toBe(3);
});

test('a sender whose domain is not verified is answered as Resend does: 403 under the name of a wrong mail', async () => {
  standIn.fail({ kind: 'forbidden' });
  expect(await errorOf(await send())).toMatchObject({ status: 403, statusCode: 403, name: 'validation_error' });
  expect((await send()).status).toBe(200);
});

test('accepted, then dropped: the caller sees a broken connection, the mail is there, a repeat finds it', async () => {
  standIn.fail({ kind: 'accept_then_drop' });
  await expect(send({ key: 'k' })).rejects.toThrow(/fetch failed/);
  const [accepted] = standIn.mails();
  expect(await read(await send({ key: 'k' }))).toEqual({ id: accepted?.id });
  expect(standIn.mails()).toHaveLength(1);
});

test('a hanging request gets no answer and sends nothing', async () => {
  standIn.fail({ kind: 'hang' });
  const hanging = fetch(`${standIn.url}/emails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer re_test' },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(100),
  });
  await expect(hanging).rejects.toThrow(/timeout/);
  expect(standIn.mails()).toEqual([]);
});

test('faults are planned, listed and lifted over HTTP; an unknown one is refused', async () => {
  const post = (fault: unknown) =>
    fetch(`${standIn.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  expect((await post({ kind: 'refuse', times: 3 })).status).toBe(204);
  expect((await post({ kind: 'melt' })).status).toBe(422);
  expect(await read(await fetch(`${standIn.url}/faults`))).toEqual({ faults: [{ kind: 'refuse', left: 3 }] });
  expect(await errorOf(await send())).toMatchObject({ status: 422, name: 'validation_error' });
  await fetch(`${standIn.url}/faults`, { method: 'DELETE' });
  expect((await send()).status).toBe(200);
});

test('the inbox is read by API: list, one mail as JSON, HTML and text, and emptied per address', async () => {
  const { id } = await read(await send());
  await send({ body: { ...mail, to: ['eve@example.com'], subject: '<b>' } });
  const { mails } = await read(await fetch(`${standIn.url}/inbox?to=ada@example.com`));
  expect(mails).toMatchObject([{ id, to: ['ada@example.com'], subject: 'Hello' }]);

  const as = (accept: string) => fetch(`${standIn.url}/inbox/${id}`, { headers: { accept } });
  expect(await read(await as('application/json'))).toMatchObject({ id, html: mail.html, text: mail.text });
  expect(await (await as('text/html')).text()).toBe(mail.html);
  expect(await (await as('text/plain')).text()).toBe(mail.text);
  expect((await as('text/html')).headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect(await read(await fetch(`${standIn.url}/emails/${id}`))).toMatchObject({ last_event: 'delivered' });
  expect(await (await fetch(standIn.url)).text()).toContain('>&#60;b&#62;</a>');

  await fetch(`${standIn.url}/inbox?to=ada@example.com`, { method: 'DELETE' });
  expect(standIn.mails()).toMatchObject([{ to: ['eve@example.com'] }]);
  expect((await as('text/html')).status).toBe(404);
});
