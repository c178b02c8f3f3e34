import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { facts } from '@platform/contracts';
import { after, CodedError, DAY, MINUTE, manualClock } from '@platform/kernel';
import { verifyLease } from '@platform/lease';
import fc from 'fast-check';
import { bodyOf, grpcDoor, httpDoor, post } from './doors.ts';
import { house } from './house.ts';
import { developer, legacyHolder } from './world.ts';

const activation = await house();
afterAll(() => activation.stop());
const { url } = activation;
const world = developer();
beforeAll(() => activation.tell(world));
const body = () => bodyOf(world.request);
const get = (path: string, method = 'GET') => fetch(`${url}${path}`, { method });

interface Problem {
  readonly reason: string;
  readonly status: number;
  readonly errors: readonly { readonly pointer: string }[];
  readonly decision_id?: string;
}

describe('a refused activation', () => {
  test('is a problem document that says what, why and what to do', async () => {
    const other = developer();
    other.assignment = undefined;
    await activation.tell(other);
    const response = await post(url, bodyOf(other.request));
    expect([response.status, response.headers.get('content-type')]).toEqual([
      403,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      type: 'https://app.localstack.cloud/docs/errors#LICENSE_NOT_ASSIGNED',
      title: 'Your auth token is valid, but no license is assigned to you in this workspace.',
      status: 403,
      detail: expect.stringContaining('in workspace Acme'),
      instance: expect.stringMatching(/^req_/),
      reason: 'LICENSE_NOT_ASSIGNED',
      domain: 'activation.licensing.platform',
      retryable: false,
      fix: 'Ask an admin of the workspace to assign you a license.',
      granted: false,
      decision_id: expect.stringMatching(/^dec_/),
      blocking: [{ reason: 'LICENSE_NOT_ASSIGNED', step: 'D-12', fixable_by: 'workspace_admin' }],
      nonce: other.request.nonce,
    });
  });
});

describe('a legacy key', () => {
  test('is told with every answer that it is deprecated', async () => {
    const key = legacyHolder('api');
    await activation.tell(key);
    const response = await post(url, bodyOf(key.request));
    expect(response.status).toBe(200);
    expect(response.headers.get('deprecation')).toBe('@1700092800');
    expect(response.headers.get('sunset')).toBeNull();
    expect(response.headers.get('link')).toBe(
      '<https://docs.localstack.cloud/getting-started/auth-token/>; rel="deprecation"; type="text/html"',
    );
    expect(await response.json()).toMatchObject({
      deprecation: { deprecated_since: '2023-11-16T00:00:00.000Z' },
      warnings: [{ reason: 'LEGACY_KEY_DEPRECATED' }],
    });
  });

  test('is told the sunset once it is known, and in a downtime how long to wait; a token is told nothing', async () => {
    const scheduled = await house();
    try {
      const key = legacyHolder('ci');
      await scheduled.tell(key);
      await scheduled.tell(world);
      const sunsetAt = new Date(Math.ceil(after(new Date(), 30 * DAY).getTime() / 1_000) * 1_000);
      const windows = [{ id: 'bow_1', startsAt: after(new Date(), -DAY), endsAt: after(new Date(), DAY) }];
      const value = facts.LegacyScheduleFact.fromPartial({ campaignId: 'cmp_1', sunsetAt, windows });
      await scheduled
        .owner('legacy')
        .applyFacts({ facts: [{ version: 1n, about: { $case: 'legacySchedule', value } }] });
      const response = await post(scheduled.url, bodyOf(key.request));
      expect(response.status).toBe(403);
      expect(response.headers.get('sunset')).toBe(sunsetAt.toUTCString());
      expect(response.headers.get('link')).toContain('rel="sunset"');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(86_000);
      const refusal = await scheduled.emulator.activate(key.request).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(CodedError);
      expect(refusal).toMatchObject({ reason: 'LEGACY_KEY_BROWNOUT', retryAfterSeconds: expect.any(Number) });
      const token = await post(scheduled.url, body());
      expect([token.status, token.headers.get('deprecation')]).toEqual([200, null]);
    } finally {
      await scheduled.stop();
    }
  });
});

describe('the public reads', () => {
  test('the published keys verify a lease, and both doors publish the same', async () => {
    const { lease } = await httpDoor(activation).ask(world.request);
    const published = await get('/.well-known/license-jwks.json');
    expect(published.headers.get('cache-control')).toBe('public, max-age=300');
    const jwks = (await published.json()) as { keys: { kid: string; x: string; state: string }[] };
    expect(jwks.keys.map(({ state }) => state)).toEqual(['active', 'next']);
    const expected = { product: 'localstack-pro', machineId: '0c49752c', credential: world.value, now: new Date() };
    expect(verifyLease(lease, jwks, expected)).toMatchObject({ ok: true });
    expect(JSON.parse((await activation.emulator.getSigningKeys({})).jwksJson)).toEqual(jwks);
  });

  test('the time and the health', async () => {
    const { server_time } = (await (await get('/v1/time')).json()) as { server_time: string };
    expect(Math.abs(Date.parse(server_time) - Date.now())).toBeLessThan(5_000);
    expect(await (await get('/v1/health')).json()).toEqual({ status: 'ok' });
  });

  test.each([
    ['GET', '/v1/activate', 405, 'POST'],
    ['DELETE', '/v1/activate', 405, 'POST'],
    ['POST', '/v1/time', 405, 'GET, HEAD'],
    ['GET', '/v1/nothing', 404, null],
    ['GET', '/v1/activate/..%2f', 404, null],
  ])('%s %s is answered with %i', async (method, path, status, allow) => {
    const response = await get(path, method);
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
  });
});

describe('hostile requests are answered with a code of ours and are never a grant', () => {
  const hostile: readonly (readonly [string, unknown, number, string])[] = [
    ['no JSON', '{"credential":', 400, 'REQUEST_INVALID'],
    ['an empty body', '', 400, 'REQUEST_INVALID'],
    ['a list', [], 400, 'REQUEST_INVALID'],
    ['null', 'null', 400, 'REQUEST_INVALID'],
    ['a number', '7', 400, 'REQUEST_INVALID'],
    ['an unknown field', { ...body(), admin: true }, 400, 'REQUEST_INVALID'],
    ['an operator for a text', { ...body(), session_id: { $ne: null } }, 400, 'REQUEST_INVALID'],
    ['an operator for a credential', { ...body(), credential: { value: { $gt: '' } } }, 400, 'REQUEST_INVALID'],
    ['a list for a text', { ...body(), nonce: ['a'] }, 400, 'REQUEST_INVALID'],
    ['a text for an object', { ...body(), machine: 'x' }, 400, 'REQUEST_INVALID'],
    ['a prototype', `{"__proto__":{"granted":true},${JSON.stringify(body()).slice(1)}`, 400, 'REQUEST_INVALID'],
    ['NUL in a text', { ...body(), nonce: 'a\0b' }, 400, 'REQUEST_INVALID'],
    ['a token in a text', { ...body(), nonce: `lsat_${'a'.repeat(38)}` }, 400, 'REQUEST_INVALID'],
    ['half a surrogate pair', { ...body(), nonce: 'a\ud800b' }, 400, 'REQUEST_INVALID'],
    ['an impossible date', { ...body(), client_time: '2026-02-31T00:00:00Z' }, 400, 'REQUEST_INVALID'],
    ['camelCase names', { ...body(), sessionId: world.request.sessionId }, 400, 'REQUEST_INVALID'],
    ['an unknown source', { ...body(), credential: { value: world.value, source: 'GUESS' } }, 400, 'REQUEST_INVALID'],
    ['a nonce that is too long', { ...body(), nonce: 'n'.repeat(129) }, 400, 'REQUEST_INVALID'],
    [
      'a credential that is too long',
      { ...body(), credential: { value: 'x'.repeat(60_000) } },
      401,
      'CREDENTIAL_MALFORMED',
    ],
    ['a body that is too large', { ...body(), nonce: 'n'.repeat(70_000) }, 413, 'REQUEST_TOO_LARGE'],
    ['a body of 10 MB', { nonce: 'n'.repeat(10_000_000) }, 413, 'REQUEST_TOO_LARGE'],
  ];

  test.each(hostile)('%s', async (_what, sent, status, reason) => {
    const response = await post(url, sent);
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.reason]).toEqual([status, reason]);
    if (status < 404) expect(problem.decision_id).toMatch(/^dec_/);
    expect(JSON.stringify(problem)).not.toContain(world.value);
  });

  test.each([
    ['another type', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', { 'content-type': 'application/json; charset=ebcdic' }, 415],
    ['compression', { 'content-encoding': 'gzip' }, 415],
  ])('%s', async (_what, headers, status) => {
    const response = await post(url, body(), headers);
    expect([response.status, ((await response.json()) as Problem).reason]).toEqual([status, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  test('every wrong field is pointed at, no value is quoted', async () => {
    const response = await post(url, { ...body(), session_id: 7, machine: { is_docker: 'canary-value' } });
    const problem = (await response.json()) as Problem;
    expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(['/machine/is_docker', '/session_id']);
    expect(JSON.stringify(problem)).not.toContain('canary-value');
  });

  test('a body that breaks off, and one that never comes, end without harm', async () => {
    const socket = dial({ host: '127.0.0.1', port: Number(new URL(url).port) });
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      'POST /v1/activate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"cred',
    );
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.end();
      socket.resume();
    });
    expect((await httpDoor(activation).ask(world.request)).granted).toBe(true);
  });

  test('whatever JSON is sent, the answer has a code and is never a server error', async () => {
    const keys = fc.constantFrom(
      'credential',
      'session_id',
      'machine',
      'ci',
      '__proto__',
      '$where',
      'product',
      'nonce',
    );
    const anything = fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 }));
    await fc.assert(
      fc.asyncProperty(anything, async (sent) => {
        const response = await post(url, { ...body(), ...sent });
        const { reason, granted } = (await response.json()) as { reason: string; granted?: boolean };
        expect([200, 400, 401, 403]).toContain(response.status);
        expect(granted === true || reason.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(activation.log.lines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

test('too many activations with one credential are held back: 429 and a time to wait, no verdict, no decision', async () => {
  const clock = manualClock(new Date('2026-03-10T12:00:15.000Z'));
  const about = developer(clock.now());
  const strict = await house({ ACTIVATIONS_PER_CREDENTIAL: '3' }, { clock });
  try {
    await strict.tell(about);
    for (let time = 0; time < 3; time += 1) expect((await post(strict.url, bodyOf(about.request))).status).toBe(200);
    const over = await post(strict.url, bodyOf(about.request));
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, '45']);
    expect(await over.json()).toMatchObject({ reason: 'RATE_LIMITED', retryable: true });
    const refusal = await strict.emulator.activate(about.request).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ reason: 'RATE_LIMITED', retryAfterSeconds: 45 });
    expect((await grpcDoor(strict).ask(developer().request)).reasons).toEqual(['CREDENTIAL_UNKNOWN']);
    await strict.service.settle();
    expect(await strict.db.mongo.collection('decisions').countDocuments({ granted: true })).toBe(3);
    expect(await strict.db.mongo.collection('decisions').countDocuments()).toBe(4);
    clock.advance(MINUTE);
    expect((await post(strict.url, bodyOf(about.request))).status).toBe(200);
  } finally {
    await strict.stop();
  }
});
