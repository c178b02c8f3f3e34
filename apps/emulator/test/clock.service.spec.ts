import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '@platform/kernel';
import { playedApi } from './api.ts';
import { type ManualTime, manualTime } from './manual-time.ts';
import { get, startingPlace } from './place.ts';

let api: Awaited<ReturnType<typeof playedApi>>;
beforeAll(async () => {
  api = await playedApi();
});
afterAll(() => api.stop());

let place: ReturnType<typeof startingPlace>;
let passing: ManualTime;
beforeEach(() => {
  place = startingPlace();
  passing = manualTime(new Date('2026-03-10T12:00:00.000Z'));
  api.plays({ grant: true });
  api.lives(passing.now);
});
afterEach(() => place.leave());

const start = () =>
  place.start(
    { API_ENDPOINT: api.doors.http, LICENSE_KEYS: api.firstKeys, LOCALSTACK_AUTH_TOKEN: 'lsat_0123456789' },
    passing,
  );

/** A start without the server: how it went, in a word. */
async function startOffline() {
  api.plays({ status: 503 });
  const { failure, printed } = await start();
  if (!failure) return printed().includes('Started offline') ? 'started' : printed();
  return ['was turned back', 'has run out'].find((words) => failure.message.includes(words)) ?? failure.message;
}

describe('a clock that is turned back gives no longer offline right', () => {
  test('after a start that was refused', async () => {
    await (await start()).emulator?.stop();
    await passing.pass(25 * HOUR);
    expect(await startOffline()).toBe('has run out');
    passing.turn(-24 * HOUR);
    expect(await startOffline()).toBe('was turned back');
  });

  test('after a run of many hours, however it ended', async () => {
    await start();
    await passing.pass(11 * HOUR);
    passing.turn(-10 * HOUR);
    expect(await startOffline()).toBe('was turned back');
  });

  test('after a run between two beats that was stopped', async () => {
    const { emulator } = await start();
    passing.turn(20 * HOUR);
    await emulator?.stop();
    passing.turn(-19 * HOUR);
    expect(await startOffline()).toBe('was turned back');
  });

  test('while a clock that goes right starts offline until the very end of the lease', async () => {
    await (await start()).emulator?.stop();
    await passing.pass(DAY - MINUTE);
    expect(await startOffline()).toBe('started');
    await passing.pass(MINUTE);
    expect(await startOffline()).toBe('has run out');
  });
});

describe('a clock that is a day and more wrong', () => {
  test.each([
    [25 * HOUR, '1500 minutes ahead of'],
    [-25 * HOUR, '1500 minutes behind'],
  ])('by %i ms blocks no start online and is warned of', async (wrong, words) => {
    passing.turn(wrong);
    const { emulator, printed } = await start();
    expect(emulator?.license().mode).toBe('online');
    expect(printed()).toContain(words);
    expect(await get(emulator, '/_localstack/info')).toMatchObject({ is_license_activated: true });
    passing.turn(DAY);
    expect(await get(emulator, '/_localstack/info')).toMatchObject({ is_license_activated: false });
  });

  test('is not held against an offline start once it was set right and the server was asked', async () => {
    passing.turn(25 * HOUR);
    await (await start()).emulator?.stop();
    expect(await startOffline()).toBe('has run out');
    api.plays({ grant: true });
    const { emulator } = await start();
    await passing.pass(HOUR);
    await emulator?.stop();
    passing.turn(-25 * HOUR);
    expect(await startOffline()).toBe('started');
  });
});
