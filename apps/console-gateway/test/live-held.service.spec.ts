import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rpc } from '@platform/grpc';
import { newId } from '@platform/kernel';
import { eventually, servers, type Teller, tellTo } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import { openPage, people } from './listening.ts';
import { gatewayAmong, licensingOfMaya } from './neighbours.ts';

const { brokers } = await servers();
const world = people();
const maya = world.signIn();
const acme = newId('ws');
const myLicense = `/workspaces/${acme}/my-license`;
world.join(acme, maya, 'admin');
/** Owners who promise to tell the door of every change, and are slower than the news of it: they never do. */
const owners = { keepPosted: rpc({ service: ['gateway'] }, async () => ({ forMs: 3_600_000 })) };
let house: Awaited<ReturnType<typeof gatewayAmong>>;
let teller: Teller;

beforeAll(async () => {
  house = await gatewayAmong(
    { ...world.play, licensing: licensingOfMaya, owners },
    { KAFKA_BROKERS: brokers },
    { tickMs: 50, beatMs: 200 },
  );
  teller = tellTo(brokers.split(','));
});
afterAll(async () => {
  await house.stop();
  await teller.close();
});

async function ask(path: string) {
  const answer = await fetch(`${house.url}/v1${path}`, { headers: { cookie: `${cookieName}=${maya.secret}` } });
  return { status: answer.status, body: (await answer.json()) as { user?: { name: string }; reason?: string } };
}

/** The door lets Maya in without asking whose session it is. */
const isHeld = async (path: string) => {
  const before = world.looks.inPerson;
  await ask(path);
  return before === world.looks.inPerson;
};

test('a page that is told of a change reads it, although the door was not told yet', async () => {
  const page = await openPage(house.url, maya);
  await eventually(() => page.frames.some(({ data }) => data.live === true), { within: 60_000 });
  await eventually(() => isHeld('/me'));
  world.rename(maya, 'Maya the Second');
  expect((await ask('/me')).body.user?.name).toBe('X');
  const profile = {
    ...{ userId: maya.userId, email: 'x@example.com', name: 'Maya the Second' },
    locale: 'en',
    timeZone: 'UTC',
  };
  await teller.tell('identity.v1.UserUpdated', profile, { key: maya.userId });
  await eventually(() => page.abouts().includes('me'));
  expect((await ask('/me')).body.user?.name).toBe('Maya the Second');
  page.close();
});

test('a page that is told that somebody was removed finds him outside, although the door was not told yet', async () => {
  const page = await openPage(house.url, maya);
  await eventually(() => page.frames.some(({ data }) => data.live === true), { within: 60_000 });
  await eventually(() => isHeld(myLicense));
  world.remove(acme, maya);
  expect((await ask(myLicense)).status).toBe(200);
  const removed = {
    workspaceId: acme,
    membershipId: newId('mem'),
    userId: maya.userId,
    reason: '',
    removedAt: new Date(),
  };
  await teller.tell('workspace.v1.MemberRemoved', removed, { key: acme });
  await eventually(() => page.abouts().includes('workspace'));
  expect(await ask(myLicense)).toMatchObject({ status: 404, body: { reason: 'WORKSPACE_NOT_FOUND' } });
  page.close();
});
