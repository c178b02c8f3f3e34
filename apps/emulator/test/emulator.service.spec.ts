import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock } from '@platform/kernel';
import { freePort } from '@platform/testing';
import { playedApi } from './api.ts';
import { get, startingPlace } from './place.ts';

const golden = readFileSync(new URL('./golden/banner.txt', import.meta.url), 'utf8');
const token = 'lsat_0123456789';

let api: Awaited<ReturnType<typeof playedApi>>;
beforeAll(async () => {
  api = await playedApi();
});
afterAll(() => api.stop());

/** Attempts follow each other at once. */
const noTime = { wait: async () => {}, later: () => () => {}, monotonic: () => 0, chance: () => 0 };

let place: ReturnType<typeof startingPlace>;
let folder: string;
beforeEach(() => {
  place = startingPlace();
  folder = place.folder;
  api.plays({ grant: true });
});
afterEach(() => place.leave());

const start = (env: Record<string, string>) =>
  place.start({ LICENSE_KEYS: api.firstKeys, ...env }, { clock: manualClock(new Date()), time: noTime });

describe.each(['http', 'grpc'] as const)('over %s', (door) => {
  const endpoint = () => ({ API_ENDPOINT: api.doors[door], LOCALSTACK_AUTH_TOKEN: token });

  test('a grant is logged, kept and shown', async () => {
    const { emulator, printed } = await start(endpoint());
    expect(printed()).toMatch(/Successfully activated license\n$/);
    expect(await get(emulator, '/_localstack/info')).toMatchObject({ edition: 'pro', is_license_activated: true });
    expect(await get(emulator, '/_localstack/license')).toMatchObject({
      mode: 'online',
      plan: 'Trial',
      decision_id: 'dec_2',
    });
    expect(await get(emulator, '/_localstack/health')).toMatchObject({ services: { licensing: 'running' } });
    expect(existsSync(join(folder, 'license.json'))).toBe(true);
    expect(readFileSync(join(folder, 'license.json'), 'utf8')).not.toContain(token);
  });

  test('a refusal prints the banner byte for byte, then every other reason and the decision; exit code 55', async () => {
    api.plays({ refuse: 'CREDENTIAL_UNKNOWN' });
    const { failure, printed } = await start(endpoint());
    expect(failure?.exitCode).toBe(55);
    expect(printed().startsWith(golden.trimEnd())).toBe(true);
    expect(printed().slice(golden.length).split('\n')).toEqual([
      '- Also: The trial of the workspace has ended.',
      'Decision: dec_1 — https://app.localstack.cloud/activations/dec_1',
      '',
    ]);
  });

  test('a refusal ends the offline right that an earlier grant gave', async () => {
    await start(endpoint());
    api.plays({ refuse: 'TOKEN_ROTATED' });
    expect((await start(endpoint())).failure?.failure.reason).toBe('TOKEN_ROTATED');
    api.plays({ status: 503 });
    expect((await start({ ...endpoint() })).failure?.failure.reason).toBe('LICENSE_SERVER_UNREACHABLE');
  });

  test('a lease that is signed by a stranger is no license', async () => {
    api.plays({ forge: true });
    const { failure } = await start(endpoint());
    expect(failure?.failure.reason).toBe('LICENSE_SERVER_UNREACHABLE');
  });
});

describe('trouble is no verdict', () => {
  const http = () => ({ API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token });

  test.each([407, 408, 429, 500, 503, 403])(
    'a bare %i falls back on the kept lease',
    async (status) => {
      await start(http());
      api.plays({ status });
      const { emulator, printed } = await start(http());
      expect(printed()).toContain('Started offline');
      expect(await get(emulator, '/_localstack/license')).toMatchObject({ mode: 'offline' });
    },
    20_000,
  );

  test('offline starts are told when the server is back', async () => {
    await start(http());
    api.plays({ status: 503 });
    await start(http());
    expect(place.kept().offline_starts).toHaveLength(1);
    api.plays({ grant: true });
    await start(http());
    expect(place.kept().offline_starts).toHaveLength(0);
  });

  test('very many offline starts are told bit by bit, from the newest on, and none is forgotten', async () => {
    await start(http());
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      at: new Date(index).toISOString(),
      lease_id: 'lse_1',
    }));
    writeFileSync(join(folder, 'license.json'), JSON.stringify({ ...place.kept(), offline_starts: many }));
    await start(http());
    expect(place.kept().offline_starts).toEqual(many.slice(0, 700));
    for (const left of [400, 100, 0]) {
      await start(http());
      expect(place.kept().offline_starts).toHaveLength(left);
    }
  });

  test('a server that is not there at the very first start is said so, with what to check (A-25)', async () => {
    const { failure, printed } = await start({
      API_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      LOCALSTACK_AUTH_TOKEN: token,
    });
    expect(failure?.exitCode).toBe(55);
    expect(printed()).toContain('dig 127.0.0.1');
  });
});

describe('the address', () => {
  test('is taken before anybody is asked: a port in use costs no activation', async () => {
    const { emulator } = await start({ API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token });
    const before = api.asked.length;
    const { host } = new URL(emulator?.url ?? '');
    const again = start({ API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token, GATEWAY_LISTEN: host });
    await expect(again).rejects.toThrow(`Another program listens at ${host}.`);
    expect(api.asked).toHaveLength(before);
  });

  test('answers nobody before there is a license, and is given back when there is none', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const env = { API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token, GATEWAY_LISTEN: address };
    api.plays({ status: 503 });
    let early = Promise.resolve('nobody asked');
    const ask = async () => {
      early = fetch(`http://${address}/_localstack/info`).then(
        () => 'answered',
        () => 'cut',
      );
    };
    const { failure } = await place.start(env, { clock: manualClock(new Date()), time: { ...noTime, wait: ask } });
    expect([failure?.exitCode, await early]).toEqual([55, 'cut']);
    api.plays({ grant: true });
    expect((await start(env)).emulator?.url).toBe(`http://${address}`);
  });
});

describe('variables', () => {
  test('a blank token is missing, decided without asking anybody (S-111)', async () => {
    const before = api.asked.length;
    const { failure, printed } = await start({ API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: ' ' });
    expect([failure?.exitCode, failure?.failure.reason]).toEqual([55, 'CREDENTIAL_MISSING']);
    expect(printed()).toContain('Reason: No credentials were found in your environment.');
    expect(api.asked).toHaveLength(before);
  });

  test('ACTIVATE_PRO=0 starts without pro features and asks nobody (S-107, A-35)', async () => {
    const before = api.asked.length;
    const { emulator, printed } = await start({ API_ENDPOINT: api.doors.http, ACTIVATE_PRO: '0' });
    expect(await get(emulator, '/_localstack/info')).toMatchObject({ edition: 'pro', is_license_activated: false });
    expect([api.asked.length, printed()]).toEqual([before, '']);
  });

  test('LOG_LICENSE_ISSUES=0 prints nothing, still fails, and leaves the reason for support (S-106, A-34)', async () => {
    api.plays({ refuse: 'LICENSE_NOT_ASSIGNED' });
    const env = { API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token, LOG_LICENSE_ISSUES: '0' };
    const { failure, printed } = await start(env);
    expect([failure?.exitCode, printed()]).toEqual([55, '']);
    const written = JSON.parse(readFileSync(join(folder, 'license-decision.json'), 'utf8'));
    expect(written).toMatchObject({ reason: 'LICENSE_NOT_ASSIGNED', decision_id: 'dec_1' });
  });

  test('an Auth Token in LOCALSTACK_API_KEY works as before (S-85)', async () => {
    const { emulator } = await start({ API_ENDPOINT: api.doors.http, LOCALSTACK_API_KEY: `"${token}"` });
    expect(emulator?.license().mode).toBe('online');
    expect(api.asked.at(-1)?.value).toBe(token);
  });

  test('the machine keeps its id from start to start; each start is a session of its own', async () => {
    const env = { API_ENDPOINT: api.doors.http, LOCALSTACK_AUTH_TOKEN: token };
    await start(env);
    await start(env);
    const [one, other] = api.asked.slice(-2);
    expect(one?.machineId).toMatch(/^(sys|dkr)_[0-9a-f]{12}$/);
    expect(other?.machineId).toBe(one?.machineId);
    expect(other?.sessionId).not.toBe(one?.sessionId);
  });
});
