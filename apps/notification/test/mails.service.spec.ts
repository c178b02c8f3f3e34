import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { notification as wire } from '@platform/contracts';
import { connectTo } from '@platform/grpc';
import { newId } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { definition } from '../src/rpc/index.ts';
import {
  arrived,
  type House,
  notificationIdOf,
  openHouse,
  person,
  rowOf,
  sealed,
  signedUp,
  workspaceCreated,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const statusOf = async (id: string) => (await house.service.context.notifications.find(id))?.state;
const settledAs = (id: string, status: string) =>
  eventually(async () => expect(await statusOf(id)).toMatchObject({ status }));

test('a sign-up sends one verification mail with the link that identity sealed', async () => {
  const ada = person();
  const row = signedUp(ada, 's3cr3t_of_ada');
  await house.publish(row);
  const [mail] = await arrived(house, ada);
  expect(mail).toMatchObject({
    ...{ to: [ada.email], from: 'LocalStack <no-reply@localstack.cloud>', subject: 'Confirm your e-mail address' },
    idempotencyKey: `verify-email/${row._id}/1`,
  });
  expect(mail?.text).toContain('https://console.example/verify-email#secret=s3cr3t_of_ada');
  expect(mail?.html).toContain('https://console.example/verify-email#secret=s3cr3t_of_ada');

  const id = notificationIdOf(row);
  await settledAs(id, 'sent');
  await eventually(() => {
    // Other specs' houses hear of the sign-up, too, and send it to providers of their own.
    const sent = house.kafka.events('notification.v1.NotificationSent', id);
    expect(sent.filter(({ data }) => data.providerId === mail?.id)).toMatchObject([
      { data: { template: 'verify-email', userId: ada.userId, providerId: mail?.id }, causationId: row._id },
    ]);
  });
  const { notification } = await house.client.getNotification({ notificationId: id });
  expect(notification).toMatchObject({ to: ada.email, status: wire.NotificationStatus.SENT, providerId: mail?.id });
});

test('every event that people must be told of has its mail', async () => {
  const ada = person('Ada Lovelace');
  const about = { subject: ada.userId };
  const soon = new Date(Date.now() + 3_600_000);
  const reset = sealed('reset-password', ada.userId, 'r3set');
  const workspaceId = newId('ws');
  await house.publish(
    rowOf('identity.v1.UserSignUpRepeated', ada, { ...about, sequence: 3 }),
    rowOf(
      'identity.v1.UserPasswordResetRequested',
      { ...ada, sealedResetSecret: reset, resetExpiresAt: soon },
      { ...about, sequence: 4 },
    ),
    rowOf('identity.v1.UserPasswordChanged', { ...ada, how: 'reset' }, { ...about, sequence: 5 }),
    rowOf('identity.v1.UserLocked', { ...ada, lockedUntil: soon }, { subject: 'account:h' }),
    workspaceCreated(ada),
    rowOf(
      'licensing.v1.TrialStarted',
      {
        ...{ workspaceId, subscriptionId: newId('sub'), planCode: 'trial', planDisplayName: 'Trial', seats: 1 },
        ...{ endsAt: new Date('2026-01-16T03:04:05Z'), startedBy: ada.userId },
      },
      { subject: newId('sub') },
    ),
    rowOf(
      'token.v1.DeveloperTokenReset',
      {
        ...{ workspaceId, tokenId: newId('tok'), successorId: newId('tok'), userId: ada.userId, reason: 'lost' },
        ...{ display: 'lsat_…x7Qz', resetAt: new Date(), resetBy: newId('usr') },
      },
      { subject: newId('tok') },
    ),
  );
  const mails = await arrived(house, ada, 7);
  const textOf = (subject: RegExp) => mails.find((mail) => subject.test(mail.subject))?.text.replace(/\s+/g, ' ');
  expect(textOf(/already have an account/)).toContain('https://console.example/sign-in');
  expect(textOf(/Set a new password/)).toContain('https://console.example/reset-password#secret=r3set');
  expect(textOf(/password was changed/)).toContain('All your sessions were ended.');
  expect(textOf(/paused/)).toContain('nobody can sign in');
  expect(textOf(/Analytical Engines is ready/)).toContain('localstack auth set-token <YOUR_AUTH_TOKEN>');
  expect(textOf(/trial/)).toContain('16 January 2026, 03:04 UTC');
  expect(textOf(/token was reset/i)).toContain('reset by somebody else');
  for (const { text } of mails) expect(text).toContain('Hello Ada Lovelace,');
});

test('a member who joins later gets no welcome, and a verified address alone causes no mail', async () => {
  const [lee, ada] = [person('Lee'), person()];
  const joined = {
    workspaceId: newId('ws'),
    membershipId: newId('mem'),
    role: 2,
    workspaceName: 'W',
    joinedAt: new Date(),
  } as const;
  await house.publish(
    rowOf('workspace.v1.MemberJoined', { ...lee, ...joined, first: false }, { subject: newId('mem') }),
    rowOf('identity.v1.UserEmailVerified', ada, { subject: ada.userId }),
    workspaceCreated(ada),
  );
  await arrived(house, ada);
  await house.service.settle();
  expect(house.standIn.mails(lee.email)).toEqual([]);
  expect(house.standIn.mails(ada.email)).toHaveLength(1);
});

test('a mail that is refused for good has failed for all to see, and can be tried again by a service', async () => {
  const ada = person();
  house.standIn.fail({ kind: 'refuse', to: ada.email });
  const row = workspaceCreated(ada);
  await house.publish(row);
  const id = notificationIdOf(row);
  await settledAs(id, 'failed');
  expect(house.standIn.attempts(ada.email)).toBe(1);
  await eventually(() => {
    expect(house.kafka.events('notification.v1.NotificationFailed', id)).toMatchObject([
      { data: { template: 'welcome', userId: ada.userId, problem: expect.stringMatching(/^422 validation_error/) } },
    ]);
  });

  await house.client.retryNotification({ notificationId: id });
  const [mail] = await arrived(house, ada);
  expect(mail?.idempotencyKey).toBe(`welcome/${row._id}/2`);
  await settledAs(id, 'sent');
  await expect(house.client.retryNotification({ notificationId: id })).rejects.toMatchObject({
    ...{ reason: 'NOTIFICATION_NOT_FAILED', metadata: { state: 'sent' } },
  });
});

test('a secret under another key fails its mail visibly, without an attempt', async () => {
  const [ada, eve] = [person(), person()];
  const row = signedUp({ ...ada, userId: eve.userId }, 'secret');
  const foreign = rowOf(
    'identity.v1.UserSignedUp',
    {
      ...{ ...ada, sealedVerificationSecret: sealed('verify-email', eve.userId, 'secret') },
      verificationExpiresAt: new Date(Date.now() + 60_000),
    },
    { subject: ada.userId },
  );
  await house.publish(foreign, row);
  await settledAs(notificationIdOf(foreign), 'failed');
  expect(await statusOf(notificationIdOf(foreign))).toMatchObject({
    lastProblem: expect.stringMatching(/^SECRET_UNREADABLE/),
  });
});

test('what has run out is not sent: neither a dead link nor the news of last week', async () => {
  const ada = person();
  const week = new Date(Date.now() - 7 * 86_400_000);
  const late = rowOf(
    'identity.v1.UserPasswordResetRequested',
    { ...ada, sealedResetSecret: sealed('reset-password', ada.userId, 'r'), resetExpiresAt: new Date(Date.now() - 1) },
    { subject: ada.userId },
  );
  const old = rowOf(
    'identity.v1.UserPasswordChanged',
    { ...ada, how: 'change' },
    { subject: ada.userId, sequence: 2, at: week },
  );
  await house.publish(late, old);
  for (const row of [late, old]) await settledAs(notificationIdOf(row), 'failed');
  expect(house.standIn.attempts(ada.email)).toBe(0);
});

test('a hostile name becomes neither markup nor header nor link', async () => {
  const eve = person('</td><script>alert(1)</script>\r\nBcc: x@evil.example');
  await house.publish(signedUp(eve, 's'), workspaceCreated(eve, '<b>\r\nBcc: x@evil.example'));
  for (const { html, text, subject } of await arrived(house, eve, 2)) {
    expect(html).not.toMatch(/<script|<b>/);
    expect(`${subject}`).not.toMatch(/[\r\n]/);
    expect(text).toContain('Hello,');
  }
});

test('a person sees own mails only, lists are for services, and templates can be looked at', async () => {
  const [ada, eve] = [person(), person()];
  const row = workspaceCreated(ada);
  await house.publish(row);
  await arrived(house, ada);
  const gateway = connectTo(definition, house.service.grpc, { as: house.keys.gateway, audience: 'notification' });
  const as = (userId: string) => ({ caller: { userId: userId as `usr_${string}` as never } });
  const notificationId = notificationIdOf(row);
  expect((await gateway.getNotification({ notificationId }, as(ada.userId))).notification).toMatchObject({
    to: ada.email,
  });
  const denied = gateway.getNotification({ notificationId }, as(eve.userId));
  await expect(denied).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
  await expect(gateway.listNotifications({}, as(ada.userId))).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
  await expect(gateway.retryNotification({ notificationId }, as(ada.userId))).rejects.toMatchObject({
    reason: 'PERMISSION_REQUIRED',
  });
  const anonymous = connectTo(definition, house.service.grpc, { audience: 'notification' });
  await expect(anonymous.listTemplates({})).rejects.toMatchObject({ reason: 'UNAUTHENTICATED' });

  const { templates } = await gateway.listTemplates({}, as(ada.userId));
  for (const template of templates) {
    const { subject, html, text } = await gateway.previewTemplate({ template }, as(ada.userId));
    expect([subject, html, text].every((part) => part.length > 10)).toBe(true);
  }
  await expect(gateway.previewTemplate({ template: '__proto__' }, as(ada.userId))).rejects.toMatchObject({
    reason: 'TEMPLATE_UNKNOWN',
  });
  gateway.close();
  anonymous.close();
});

test('the list pages through everything once, newest first', async () => {
  const known = (await house.service.context.notifications.list({}, { sort: { id: -1 } })).map(({ id }) => id);
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await house.client.listNotifications({ pageSize: 3, pageToken });
    seen.push(...page.notifications.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(seen).toEqual([...new Set(seen)].sort().toReversed());
  // A mail that came meanwhile may be on the first page; none that was there may be missing.
  expect(seen.filter((id) => known.some((one) => one === id))).toEqual(known);
  const failed = await house.client.listNotifications({ status: wire.NotificationStatus.FAILED });
  expect(failed.notifications.length).toBeGreaterThan(0);
  expect(failed.notifications.every(({ status }) => status === wire.NotificationStatus.FAILED)).toBe(true);
  await expect(house.client.listNotifications({ pageToken: 'x' })).rejects.toMatchObject({
    reason: 'PAGE_TOKEN_INVALID',
  });
  await expect(house.client.listNotifications({ pageSize: 999 })).rejects.toMatchObject({
    reason: 'VALIDATION_FAILED',
  });
});

test('no secret of a mail is kept in plain, logged, or put on a topic', async () => {
  const ada = person();
  const canary = `canary-${newId('evt')}`;
  house.standIn.fail({ kind: 'server_error', times: 2, to: ada.email });
  const row = signedUp(ada, canary);
  await house.publish(row);
  const dump = async () => {
    const rows = [];
    for (const { name } of (await house.db.mongo.connection.db?.listCollections().toArray()) ?? []) {
      rows.push(...(await house.db.mongo.collection(name).find().toArray()));
    }
    return JSON.stringify(rows, (_, value) => (value?.buffer ? Buffer.from(value.buffer).toString('latin1') : value));
  };
  await eventually(() => expect(house.standIn.attempts(ada.email)).toBeGreaterThan(0));
  expect(await dump()).not.toContain(canary);
  const [mail] = await arrived(house, ada);
  expect(mail?.text).toContain(canary);
  await settledAs(notificationIdOf(row), 'sent');
  expect(await dump()).not.toContain(canary);
  expect(house.log.text()).not.toContain(canary);
  expect(await statusOf(notificationIdOf(row))).not.toHaveProperty('sealedSecret');
});
