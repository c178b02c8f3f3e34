import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { eventually, servers, startServers, type Teller, tellTo } from '@platform/testing';
import { streamsPerSession } from '../src/live/live.ts';
import { openPage, type Page, type PlayedSession, people } from './listening.ts';
import { gatewayAmong } from './neighbours.ts';

const { brokers } = await servers();
/** What is told seldom is told once in all of this; what is told at once would wait an hour for its second time if it were not. */
const seldom = { delayMs: 100, everyMs: 3_600_000 };
const quick = { lookMs: 60_000, againMs: 100, suspectMs: 1_000, tickMs: 50, beatMs: 200, ...seldom };
const world = people();
const [acme, other] = [newId('ws'), newId('ws')];
const pages: Page[] = [];
let house: Awaited<ReturnType<typeof gatewayAmong>>;
let teller: Teller;
let maya: PlayedSession;
let liam: PlayedSession;
let nora: PlayedSession;

beforeAll(async () => {
  house = await gatewayAmong(world.play, { KAFKA_BROKERS: brokers }, quick);
  teller = tellTo(brokers.split(','));
  const probe = await open(world.signIn());
  await eventually(() => probe.frames.some(({ data }) => data.live === true), { within: 60_000 });
});
afterAll(async () => {
  await house.stop();
  await teller.close();
});
beforeAll(() => {
  [maya, liam, nora] = [world.signIn(), world.signIn(), world.signIn()];
  world.join(acme, maya, 'admin');
  world.join(acme, liam, 'member');
  world.join(other, nora, 'admin');
});
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

async function open(session: PlayedSession, workspaceId?: string, place?: string): Promise<Page> {
  const page = await openPage(house.url, session, { ...(workspaceId && { workspaceId }), ...(place && { place }) });
  pages.push(page);
  return page;
}

const tokenReset = (who: PlayedSession, workspaceId = acme) =>
  teller.tell(
    'token.v1.DeveloperTokenReset',
    {
      ...{ workspaceId, userId: who.userId, tokenId: newId('tok'), successorId: newId('tok') },
      ...{ reason: 'routine', display: 'lsat_…9fQ2', resetAt: new Date(), resetBy: who.userId },
    },
    { key: workspaceId },
  );
const activated = (who: PlayedSession, credentialId: string) =>
  teller.tell(
    'activation.v1.ActivationGranted',
    {
      ...{ workspaceId: acme, userId: who.userId, credentialId, credentialKind: 1, activationId: '', decisionId: '' },
      ...{ sessionId: '', machineId: '', productVersion: '', ci: undefined, leaseId: '' },
      ...{ leaseNotAfter: new Date(), at: new Date() },
    },
    { key: acme },
  );
const trial = (workspaceId: string) =>
  teller.tell(
    'licensing.v1.TrialStarted',
    {
      ...{ workspaceId, subscriptionId: '', planCode: 'trial', planDisplayName: 'Trial', seats: 5 },
      ...{ endsAt: new Date(), startedBy: '' },
    },
    { key: workspaceId },
  );
const revoked = ({ id, userId }: PlayedSession) =>
  teller.tell('identity.v1.SessionRevoked', { sessionId: id, userId, why: 'revoked' }, { key: userId });
const removed = (workspaceId: string, { userId }: PlayedSession) =>
  teller.tell(
    'workspace.v1.MemberRemoved',
    { workspaceId, userId, membershipId: newId('mem'), reason: '', removedAt: new Date() },
    { key: workspaceId },
  );

describe('what an open page is told', () => {
  test('each reset in one tab reaches the other before the next one, without any value', async () => {
    const page = await open(liam, acme);
    for (let n = 1; n <= 5; n += 1) {
      await tokenReset(liam);
      await eventually(() => expect(page.abouts()).toHaveLength(n));
    }
    expect(page.abouts()).toEqual(['token', 'token', 'token', 'token', 'token']);
    expect(JSON.stringify(page.frames)).not.toMatch(/lsat|tok_|usr_|ws_/);
  });

  test("nothing of another workspace, of another member's token, or of what one may not see", async () => {
    const [mayas, liams, noras] = [await open(maya, acme), await open(liam, acme), await open(nora, other)];
    const withoutWorkspace = await open(liam);
    await tokenReset(maya);
    await tokenReset(liam, other);
    await teller.tell(
      'legacy.v1.LegacyKeyImported',
      { workspaceId: acme, legacyKeyId: newId('lgk'), kind: 'api', userId: liam.userId },
      { key: acme },
    );
    await Promise.all([trial(acme), trial(other)]);
    await eventually(() => {
      expect(mayas.abouts()).toHaveLength(3);
      expect(liams.abouts()).toHaveLength(1);
      expect(noras.abouts()).toHaveLength(1);
    });
    await teller.tell('identity.v1.UserUpdated', userUpdated(liam), { key: liam.userId });
    await eventually(() => expect([liams.abouts().at(-1), ...withoutWorkspace.abouts()]).toEqual(['me', 'me']));
    expect([...mayas.abouts()].sort()).toEqual(['legacy', 'my-license subscription', 'token']);
    expect(liams.abouts()).toEqual(['my-license subscription', 'me']);
    expect(noras.abouts()).toEqual(['my-license subscription']);
  });

  test('the use of a token is told a moment later, and a flood of uses once until it is told again', async () => {
    const ann = world.signIn();
    world.join(acme, ann, 'member');
    const page = await open(ann, acme);
    const [flooded, quiet] = [newId('tok'), newId('tok')];
    for (let n = 0; n < 30; n += 1) await activated(ann, flooded);
    await eventually(() => expect(page.abouts()).toEqual(['token']));
    // It comes after them all: when its use is told, all of theirs were heard.
    await activated(ann, quiet);
    await eventually(() => expect(page.abouts().length).toBeGreaterThan(1));
    expect(page.abouts()).toEqual(['token', 'token']);
  });

  test('a line that is quiet is kept open, and the place moves on without an event', async () => {
    const page = await open(nora, other);
    await page.saw('live');
    const before = page.lastId();
    await trial(acme);
    await eventually(() => expect(page.lastId()).not.toBe(before));
    expect(page.frames.map(({ event }) => event)).toEqual(['live']);
  });
});

const userUpdated = ({ userId }: PlayedSession) => ({ userId, email: '', name: 'L', locale: 'en', timeZone: 'UTC' });

describe('a page that comes back', () => {
  test('hears exactly what it missed, once and in order', async () => {
    const watcher = await open(liam, acme);
    const first = await open(liam, acme);
    await tokenReset(liam);
    await eventually(() => expect(first.abouts()).toEqual(['token']));
    first.close();
    await tokenReset(maya);
    await trial(acme);
    await teller.tell('identity.v1.UserUpdated', userUpdated(liam), { key: liam.userId });
    await eventually(() => expect(watcher.abouts()).toHaveLength(3));

    const again = await open(liam, acme, first.lastId());
    await again.saw('live');
    expect([...again.abouts()].sort()).toEqual(['me', 'my-license subscription']);
    expect(again.abouts()).toEqual(watcher.abouts().slice(1));
    const oncemore = await open(liam, acme, again.lastId());
    await oncemore.saw('live');
    expect(oncemore.frames.map(({ event }) => event)).toEqual(['live']);
  });

  test('with a place that nobody knows is told to fetch everything', async () => {
    const page = await open(liam, acme, 'AAAAAAAAAAAA');
    await page.saw('live');
    expect(page.frames.map(({ event }) => event)).toEqual(['refresh', 'live']);
  });
});

describe('a right that ends', () => {
  test('a killed session ends in every tab at once; the others are told that sessions changed', async () => {
    const phone = world.signIn(liam.userId);
    const tabs = [await open(phone, acme), await open(phone), await open(phone, acme)];
    const laptop = await open(liam, acme);
    world.endSession(phone);
    await revoked(phone);
    for (const tab of tabs) {
      expect((await tab.saw('signed-out')).data).toEqual({ reason: 'SESSION_REVOKED' });
      await eventually(() => tab.isOver());
    }
    await eventually(() => expect(laptop.abouts()).toEqual(['sessions']));
    expect(laptop.isOver()).toBe(false);
    await expect(open(phone)).rejects.toThrow('SESSION_REVOKED');
  });

  test('a removed member is told so and hears nothing more of the workspace; the admin sees the members change', async () => {
    const ann = world.signIn();
    world.join(acme, ann, 'member');
    const [inside, outside, admins] = [await open(ann, acme), await open(ann), await open(maya, acme)];
    world.remove(acme, ann);
    await removed(acme, ann);
    expect((await inside.saw('removed')).data).toEqual({ reason: 'WORKSPACE_NOT_FOUND' });
    await eventually(() => inside.isOver());
    await trial(acme);
    await eventually(() => expect(admins.abouts()).toEqual(['members', 'my-license subscription']));
    expect([outside.abouts(), outside.isOver()]).toEqual([['workspace'], false]);
    expect(inside.abouts()).toEqual(['workspace']);
    await expect(open(ann, acme)).rejects.toThrow('WORKSPACE_NOT_FOUND');
  });

  test('a right that has probably ended is not believed in while nobody can be asked', async () => {
    const page = await open(liam, acme);
    world.identityGoes(true);
    try {
      await revoked(liam);
      await eventually(() => page.isOver());
      expect(page.frames.map(({ event }) => event)).not.toContain('signed-out');
    } finally {
      world.identityGoes(false);
    }
  });

  test('without any event an ended session is noticed at the next look, and looking is no use of the session', async () => {
    const often = await gatewayAmong(world.play, { KAFKA_BROKERS: brokers }, { ...quick, lookMs: 200 });
    try {
      const session = world.signIn();
      const page = await openPage(often.url, session);
      const [before, { passive }] = [world.looks.inPerson, { ...world.looks }];
      await eventually(() => world.looks.passive > passive + 2);
      expect(page.isOver()).toBe(false);
      world.endSession(session);
      await page.saw('signed-out');
      expect(world.looks.inPerson).toBe(before);
    } finally {
      await often.stop();
    }
  });
});

describe('how many there may be', () => {
  test('a session has so many streams; one more is refused with the reason, and closing one makes room', async () => {
    const session = world.signIn();
    const opened = await Promise.all(Array.from({ length: streamsPerSession }, () => open(session)));
    await expect(open(session)).rejects.toThrow(/^Error: 429 .*STREAM_LIMIT_REACHED.*"scope":"session"|429/);
    opened[0]?.close();
    await eventually(() => open(session));
  });

  test('a process has so many, and ends them all when it stops', async () => {
    const small = await gatewayAmong(world.play, { KAFKA_BROKERS: brokers, MAX_STREAMS: '2' }, quick);
    const both = await Promise.all([openPage(small.url, world.signIn()), openPage(small.url, world.signIn())]);
    await expect(openPage(small.url, world.signIn())).rejects.toThrow(/STREAM_LIMIT_REACHED.*"scope":"gateway"/);
    const stopped = small.stop();
    await eventually(() => both.every((page) => page.isOver()));
    await stopped;
  });

  test('a question for the headers alone does not hold the line', async () => {
    const session = world.signIn();
    const cookie = `__Host-session=${session.secret}`;
    for (let n = 0; n < streamsPerSession; n += 1) {
      const answer = await fetch(`${house.url}/v1/events`, { method: 'HEAD', headers: { cookie } });
      expect(answer.status).toBe(200);
    }
    await open(session);
  });
});

describe('Kafka is away', () => {
  test('pages are told that changes are not heard, and when they are again; what happened meanwhile follows', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gateway-kafka-'));
    const own = await startServers({ only: ['kafka'], dataDir });
    const broker = own.parts.kafka?.pid();
    if (!broker) throw new Error('this test needs a broker of its own; unset KAFKA_BROKERS');
    const timing = { ...quick, hear: { watchdogMs: 3_000, sessionMs: 6_000, leaveMs: 1_000 } };
    const lame = await gatewayAmong(world.play, { KAFKA_BROKERS: own.brokers }, timing);
    const meanwhile = tellTo([own.brokers]);
    const lives = (page: Page) => page.frames.filter(({ event }) => event === 'live').map(({ data }) => data.live);
    try {
      const page = await openPage(lame.url, liam, { workspaceId: acme });
      await eventually(() => expect(lives(page).at(-1)).toBe(true), { within: 60_000 });
      process.kill(broker, 'SIGSTOP');
      await eventually(() => expect(lives(page).at(-1)).toBe(false), { within: 60_000 });
      const telling = meanwhile.tell('identity.v1.UserUpdated', userUpdated(liam), { key: liam.userId });
      process.kill(broker, 'SIGCONT');
      await telling;
      // Once or twice: whoever tells it does not know whether the broker that stood still has it.
      const heard = () => [lives(page).at(-1), ...new Set(page.abouts())];
      await eventually(() => expect(heard()).toEqual([true, 'me']), { within: 60_000 });
    } finally {
      process.kill(broker, 'SIGCONT');
      await Promise.all([lame.stop(), meanwhile.close()]);
      await own.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 180_000);
});
