import { expect, test } from '@jest/globals';
import { ciContext } from '../ci-evidence.ts';
import type { Kept } from '../license/kept.ts';
import { startRequest } from './start-request.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const start = {
  version: '3.0.0:6dd3f3d',
  machineId: 'sys_0123456789ab',
  sessionId: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9',
  isDocker: true,
  ci: ciContext({}),
};
const credential = { value: 'lsat_secret', source: 'AUTH_TOKEN_ENV', variablesDiffer: false } as const;
const kept = {
  offlineStarts: [{ at: '2026-03-09T12:00:00.000Z', lease_id: 'lse_1' }],
} as Partial<Kept> as Kept;

test('a request tells machine, session, version, system and whether it is a container (S-100)', () => {
  expect(startRequest(start, credential, undefined, now)).toMatchObject({
    credential: { value: 'lsat_secret', source: 'AUTH_TOKEN_ENV', variables_differ: false },
    product: { name: 'localstack-pro', version: '3.0.0', build: '6dd3f3d' },
    machine: { machine_id: start.machineId, system: process.platform, is_docker: true },
    session_id: start.sessionId,
    client_time: '2026-03-10T12:00:00.000Z',
    offline_activations: [],
  });
});

test('each attempt has a nonce of its own, in the same session', () => {
  const requests = Array.from({ length: 10 }, () => startRequest(start, credential, undefined, now));
  expect(new Set(requests.map(({ nonce }) => nonce)).size).toBe(10);
  expect(new Set(requests.map(({ session_id }) => session_id)).size).toBe(1);
});

test('offline starts since the last answer are told', () => {
  expect(startRequest(start, credential, kept, now).offline_activations).toEqual(kept.offlineStarts);
});

test('of very many the newest are told, so that no request is too large for the server', () => {
  const offlineStarts = Array.from({ length: 1_000 }, (_, index) => ({
    at: new Date(index).toISOString(),
    lease_id: `lse_${'0'.repeat(60)}`,
  }));
  const everything = ciContext(new Proxy({}, { get: () => '水'.repeat(1_000) }));
  const request = startRequest({ ...start, ci: everything }, credential, { ...kept, offlineStarts }, now);
  expect(request.offline_activations).toEqual(offlineStarts.slice(-300));
  expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(65_536);
});

test('a version without a build has none', () => {
  expect(startRequest({ ...start, version: '4.0' }, credential, undefined, now).product).toMatchObject({
    version: '4.0',
    build: '',
  });
});
