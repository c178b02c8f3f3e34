import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ActivationDoor,
  createWorkspace,
  httpDoor,
  httpRequest,
  newPerson,
  type Person,
  reset,
  reveal,
  secretIn,
  signIn,
  signUp,
  startEmulatorProcess,
  startTrial,
  textAt,
  tokenExists,
  valueAfter,
} from '@platform/journeys';
import { eventually } from '@platform/testing';
import { Redis } from 'ioredis';
import {
  type Canary,
  type Collector,
  everyStream,
  gatewayPages,
  importLegacyKey,
  localMails,
  metricsOf,
  runCli,
  type Stage,
  type Stretch,
  search,
  type Tap,
  tapEvents,
  unrest,
} from '../../src/index.ts';

const legacyValue = randomBytes(9).toString('base64url').replace(/[-_]/g, 'x');
let stage: Stage;
let collector: Collector;
let traces: string;
let tap: Tap | undefined;

/** With this a house says everything that it ever says, where it can be read. */
export const telling = ({ url }: Collector, folder: string) => ({
  TRACES_FILE: join(folder, 'spans.ndjson'),
  LOG_LEVEL: 'debug',
  METRICS: 'true',
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_BSP_SCHEDULE_DELAY: '200',
});

/** A house that was started `telling`, and where it tells. */
export interface Told {
  readonly stage: Stage;
  readonly collector: Collector;
  /** The folder of its spans. */
  readonly traces: string;
}

/** What is secret goes through the house, and is looked for in everything that it wrote. */
export const canary = (on: () => Told): void =>
  describe('no secret shows', () => {
    beforeAll(() => {
      ({ stage, collector, traces } = on());
    });
    afterAll(() => tap?.close());
    test(
      'a token, its successors, session, password, legacy key and mailed secrets: 0 hits in every stream but where they belong',
      noHits,
      480_000,
    );
    test('one hit planted in each stream is found there', plantedHits, 300_000);
  });

/** What was answered and printed where no secret may stand. */
const shown: Stretch[] = [];
const show = (what: string, text: string) => void shown.push({ where: `shown:${what}`, bytes: Buffer.from(text) });

async function* everything(): AsyncGenerator<Stretch> {
  yield* shown;
  yield* everyStream(stage, traces);
  yield* collector.received();
  if (tap) yield tap.bytes();
  yield* gatewayPages(stage.house);
  yield* metricsOf(stage.house);
  yield* localMails(stage.house);
}

const atRest = () =>
  eventually(async () => expect(await unrest(stage.databases, stage.kafka)).toEqual([]), { within: 60_000 });

/** Whoever signs up is told a secret by mail: the mail may hold it, and nothing else. */
async function settled(person: Person): Promise<readonly Canary[]> {
  const { mailbox } = stage.place;
  await signUp(person);
  const verification = secretIn(await mailbox.mail(person.email, /confirm/i, 60_000));
  await person.visitor.must('POST', '/v1/auth/verify-email', { secret: verification });
  show(
    'a proof used twice',
    JSON.stringify((await person.visitor.ask('POST', '/v1/auth/verify-email', { secret: verification })).body),
  );
  await signIn(person);
  await createWorkspace(person);
  await startTrial(person);
  await tokenExists(person, 60_000);
  await person.visitor.must('POST', '/v1/auth/request-password-reset', { email: person.email });
  const resetting = secretIn(await mailbox.mail(person.email, /new password/i, 60_000));
  return [
    { name: 'secret of a mail: verification', value: verification },
    { name: 'secret of a mail: password reset', value: resetting },
    { name: 'session', value: person.visitor.cookie().split('=')[1] ?? '' },
    { name: 'password', value: person.password },
  ];
}

/** Every way in, granted and refused. */
async function activate(doors: readonly ActivationDoor[], token: string): Promise<void> {
  for (const door of doors) show(door.name, JSON.stringify(await door.activate(token)));
  for (const endpoint of [stage.house.urls.activation, `grpc://${stage.house.addresses.activation}`]) {
    const emulator = await startEmulatorProcess({ API_ENDPOINT: endpoint, LOCALSTACK_AUTH_TOKEN: token, DEBUG: '1' });
    show('emulator', emulator.printed);
    if (emulator.url) show('emulator info', await (await fetch(`${emulator.url}/_localstack/info`)).text());
    await emulator.stop();
  }
}

/** A token where none belongs: people paste it into every field. */
async function misplace({ visitor, workspaceId, email, password, userId }: Person, token: string): Promise<void> {
  const inside = `/v1/workspaces/${workspaceId}`;
  const requests: readonly (readonly [string, string, unknown?, Record<string, string>?])[] = [
    ['POST', '/v1/workspaces', { name: token }],
    ['POST', '/v1/workspaces', { name: `my token is ${token}` }],
    ['PATCH', '/v1/me', { name: token }],
    ['PATCH', '/v1/me', { locale: token }],
    ['PATCH', '/v1/me', { time_zone: token }],
    ['POST', '/v1/auth/sign-up', { email: `${token}@example.com`, password: 'a long sentence of mine', name: 'Maya' }],
    [
      'POST',
      '/v1/auth/sign-up',
      { email: `x-${randomUUID()}@example.com`, password: 'a long sentence of mine', name: token },
    ],
    ['POST', '/v1/auth/sign-in', { email, password: token }],
    ['POST', '/v1/auth/sign-in', { email: token, password: token }],
    ['POST', '/v1/auth/verify-email', { secret: token }],
    ['GET', `/v1/workspaces/${token}`],
    ['GET', `${inside}/decisions/${token}`],
    ['GET', `${inside}/members?page_token=${token}`],
    ['GET', `${inside}/members?${token}=1`],
    ['GET', `/v1/${token}`],
    ['POST', `${inside}/tokens/developer/me:reset`, { reason: token }],
    ['POST', '/v1/workspaces', { name: 'Two' }, { 'idempotency-key': token }],
    ['DELETE', `${inside}/assignments/${userId}?reason=${token}`],
    [
      'GET',
      '/v1/me',
      undefined,
      { 'user-agent': token, 'x-request-id': token, authorization: `Bearer ${token}`, 'accept-language': token },
    ],
    ['POST', '/v1/auth/sign-in', { email, password: 'no' }, { 'user-agent': token }],
    ['POST', '/v1/auth/sign-in', { email, password }, { 'user-agent': token }],
    ['GET', '/v1/me', undefined, { cookie: `__Host-session=${token}` }],
    ['POST', '/v1/workspaces', `{"name":"${token}"`],
  ];
  for (const [method, path, body, headers] of requests) {
    const { status, body: answer } = await visitor.ask(method, path, body, headers);
    show(`${method} ${path.replaceAll(token, '…')}: ${status}`, JSON.stringify(answer ?? ''));
  }
  const good = httpRequest(token);
  const bodies = [
    { ...good, session_id: token, nonce: token, previous_lease_id: token },
    {
      ...good,
      product: { ...good.product, version: token },
      machine: { ...good.machine, hostname: token, machine_id: token },
    },
    { ...good, ci: { detected: true, provider: token, repository: token, evidence: [token] } },
    { ...good, [token]: 1 },
    { ...good, client_time: token },
  ];
  for (const body of bodies) {
    const response = await fetch(`${stage.house.urls.activation}/v1/activate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': token },
      body: JSON.stringify(body),
    });
    show('POST /v1/activate', await response.text());
  }
}

/** Where a hit can be planted, and what only the house itself writes. */
const plantable = ['database', 'file', 'inbox', 'log', 'mail', 'otlp', 'redis', 'shown', 'topic', 'trace'];
const streams = [...plantable, 'events', 'metrics', 'page'].toSorted();

let planted: string;

async function noHits(): Promise<void> {
  const person = newPerson(stage.place, 'canary');
  const canaries = [...(await settled(person)), { name: 'legacy key', value: legacyValue }];
  tap = await tapEvents(stage.place.gatewayUrl, person);
  const first = await reveal(person);
  canaries.push({ name: 'first token', value: first });
  await activate(stage.doors, first);
  show(
    'cli',
    await runCli([
      ['auth', 'set-token', first],
      ['auth', 'show'],
      ['auth', 'set-token', `${first}x`],
    ]),
  );
  show(
    'cli, from standard input',
    await runCli(
      [
        ['auth', 'set-token', '-'],
        ['auth', 'show'],
      ],
      first,
    ),
  );
  await importLegacyKey(stage, { ...person, value: legacyValue });
  await activate([httpDoor(stage.house.urls.activation, 'API_KEY_ENV')], legacyValue);
  await misplace(person, first);

  // Once revealed, as the session is a new one; once in the answer, now that the password was proven again.
  const second = await valueAfter(person, await reset(person));
  const third = textAt(await reset(person), 'value');
  canaries.push({ name: 'second token', value: second }, { name: 'third token', value: third });
  for (const token of [first, second, third]) await activate(stage.doors, token);
  await atRest();

  planted = third;
  const { hits, bytes } = await search(canaries, everything());
  console.log(
    Object.entries(bytes)
      .map(([stream, count]) => `${stream} ${count} bytes`)
      .join(', '),
  );
  const mailed = ({ canary, where }: (typeof hits)[number]) =>
    canary.startsWith('secret of a mail') && /^(mail|inbox):/.test(where);
  expect(hits.filter((hit) => !mailed(hit))).toEqual([]);
  // Each of the two mails, at the provider and in the console's local inbox.
  expect(hits.filter(mailed).length).toBe(4);
  // Nothing can be found in a stream that was not read.
  for (const stream of streams) expect([stream, (bytes[stream] ?? 0) > 0]).toEqual([stream, true]);
  expect(Object.keys(bytes).toSorted()).toEqual(streams);
  expect(tap.bytes().bytes.toString()).toContain('"about":["token"]');
}

async function plantedHits(): Promise<void> {
  const { dataDir, kafka, servers, databases, house } = stage;
  appendFileSync(house.logFile('token'), `{"msg":"${planted}"}\n`);
  appendFileSync(join(dataDir, 'house', 'services', 'activation', 'journal', 'planted'), planted);
  appendFileSync(join(traces, 'spans.ndjson'), `{"url":"/v1/${planted}"}\n`);
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'token.token.v1.dead', messages: [{ value: 'x', headers: { why: planted } }] });
  await producer.disconnect();
  const redis = new Redis(servers.redisUrl);
  await redis.hset('jobs:planted', { data: JSON.stringify({ token: planted }) });
  redis.disconnect();
  await databases
    .collection('licensing', 'planted')
    .insertOne({ _id: 'planted', inner: [{ value: Buffer.from(planted) }] } as never);
  await fetch(`${house.urls.mail}/emails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer re_development' },
    body: JSON.stringify({ from: 'a@example.com', to: 'b@example.com', subject: 'x', text: `Your token: ${planted}` }),
  });
  await fetch(`${collector.url}/v1/traces`, {
    method: 'POST',
    body: JSON.stringify({ value: { stringValue: planted } }),
  });
  show('planted', Buffer.from(planted).toString('base64'));
  const { hits } = await search([{ name: 'planted', value: planted }], everything());
  expect(hits.map(({ where }) => where.split(':')[0]).toSorted()).toEqual(plantable);
}
