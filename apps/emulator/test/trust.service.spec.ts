import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DAY } from '@platform/kernel';
import { jwksOf, newStoredKey, signingKey, signLease, vouchFor } from '@platform/lease';
import { playedApi } from './api.ts';
import { manualTime } from './manual-time.ts';
import { startingPlace } from './place.ts';

let api: Awaited<ReturnType<typeof playedApi>>;
beforeAll(async () => {
  api = await playedApi();
});
afterAll(() => api.stop());

let place: ReturnType<typeof startingPlace>;
beforeEach(() => {
  place = startingPlace();
  api.plays({ grant: true });
  api.signsWith(api.first);
});
afterEach(() => place.leave());

/** One start: online, offline, or the reason why not. */
async function start(door: 'http' | 'grpc', keys: string) {
  const env = { API_ENDPOINT: api.doors[door], LOCALSTACK_AUTH_TOKEN: 'lsat_0123456789', LICENSE_KEYS: keys };
  const { emulator, failure } = await place.start(env, manualTime(new Date()));
  return emulator?.license().mode ?? (failure?.message.includes('does not know') ? 'key unknown' : failure?.message);
}

test('a lease and a key that somebody has made and laid beside each other start nothing', async () => {
  expect(await start('http', api.firstKeys)).toBe('online');
  const { lease, ...rest } = place.kept();
  const claims = JSON.parse(Buffer.from(lease.split('.')[1], 'base64url').toString());
  for (const kid of ['k1', 'k2']) {
    const own = signingKey(newStoredKey(kid));
    const forever = signLease({ ...claims, exp: claims.exp + (365 * DAY) / 1_000 }, own);
    writeFileSync(join(place.folder, 'license.json'), JSON.stringify({ ...rest, lease: forever, keys: jwksOf([own]) }));
    api.plays({ status: 503 });
    expect(await start('http', api.firstKeys)).not.toBe('offline');
  }
});

test.each(['http', 'grpc'] as const)(
  'over %s an emulator of before two changes of the key starts, online and offline',
  async (door) => {
    const second = vouchFor(newStoredKey('k2'), api.first);
    api.signsWith(vouchFor(newStoredKey('k3'), second));
    expect(await start(door, api.firstKeys)).toBe('online');
    api.plays({ status: 503 });
    expect(await start(door, api.firstKeys)).toBe('offline');
  },
);

test('a key that nobody vouches for grants online and is no proof offline', async () => {
  api.signsWith(newStoredKey('k2'));
  expect(await start('http', api.firstKeys)).toBe('online');
  expect(place.kept().keys).toEqual({ keys: [] });
  api.plays({ status: 503 });
  expect(await start('http', api.firstKeys)).toBe('key unknown');
});

test('where no key came with the emulator, those that the server showed at the last online start count (S-93)', async () => {
  const none = JSON.stringify({ keys: [] });
  expect(await start('http', none)).toBe('online');
  api.plays({ status: 503 });
  expect(await start('http', none)).toBe('offline');
});
