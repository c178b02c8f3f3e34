import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StandIn, startResendStandIn } from '@platform/resend-stand-in';
import { type MailProvider, outcomeOf, resendProvider } from './provider.ts';

let standIn: StandIn;
let provider: MailProvider;
let hasty: MailProvider;
beforeAll(async () => {
  standIn = await startResendStandIn({ apiKey: 're_test' });
  const options = { baseUrl: standIn.url, apiKey: 're_test' };
  provider = resendProvider({ ...options, timeoutMs: 10_000 });
  hasty = resendProvider({ ...options, timeoutMs: 100 });
});
afterAll(() => standIn.stop());

const mailTo = (to: string) => ({
  from: 'House <no-reply@example.com>',
  to,
  subject: 'Hi',
  html: '<p>Hi</p>',
  text: 'Hi',
});

test('an accepted mail has the provider’s id, and handed over again it is still one mail', async () => {
  const first = await provider.send(mailTo('a@example.com'), 'welcome/evt_1/1');
  const [mail] = standIn.mails('a@example.com');
  expect(first).toEqual({ kind: 'accepted', providerId: mail?.id });
  expect(mail).toMatchObject({ idempotencyKey: 'welcome/evt_1/1', html: '<p>Hi</p>', text: 'Hi' });
  expect(await provider.send(mailTo('a@example.com'), 'welcome/evt_1/1')).toEqual(first);
  expect(standIn.mails('a@example.com')).toHaveLength(1);
});

test.each([
  ['rate_limit', { kind: 'trouble', retryAfterMs: 1_000, problem: expect.stringMatching(/^429 rate_limit_exceeded/) }],
  ['server_error', { kind: 'trouble', problem: expect.stringMatching(/^500 application_error/) }],
  ['hang', { kind: 'trouble', problem: expect.stringMatching(/^no answer application_error/) }],
  ['forbidden', { kind: 'trouble', problem: expect.stringMatching(/^403 validation_error/) }],
  ['refuse', { kind: 'refused', problem: expect.stringMatching(/^422 validation_error/) }],
] as const)('%s is told as it is', async (kind, outcome) => {
  standIn.fail({ kind, to: `${kind}@example.com` });
  const sender = kind === 'hang' ? hasty : provider;
  expect(await sender.send(mailTo(`${kind}@example.com`), kind)).toEqual(outcome);
  expect(standIn.mails(`${kind}@example.com`)).toEqual([]);
});

test('an answer that is lost after the mail was accepted is trouble, and the repetition finds the mail', async () => {
  standIn.fail({ kind: 'accept_then_drop', to: 'b@example.com' });
  expect(await provider.send(mailTo('b@example.com'), 'k')).toMatchObject({ kind: 'trouble' });
  expect(await provider.send(mailTo('b@example.com'), 'k')).toMatchObject({ kind: 'accepted' });
  expect(standIn.mails('b@example.com')).toHaveLength(1);
});

test('a wrong API key is ours to mend: no mail fails for it', async () => {
  const locked = resendProvider({ baseUrl: standIn.url, apiKey: 're_wrong', timeoutMs: 10_000 });
  expect(await locked.send(mailTo('c@example.com'), 'k2')).toMatchObject({ kind: 'trouble' });
});

test.each([
  [401, 'restricted_api_key'],
  [403, 'validation_error'],
  [422, 'invalid_from_address'],
])('%i %s is ours to mend, too', (statusCode, name) => {
  expect(outcomeOf({ statusCode, name, message: '' })).toMatchObject({ kind: 'trouble' });
});

test('another mail under a used key is refused: it must never be taken for sent', () => {
  const error = { statusCode: 409, name: 'invalid_idempotent_request', message: 'other body' };
  expect(outcomeOf(error)).toMatchObject({ kind: 'refused' });
});
