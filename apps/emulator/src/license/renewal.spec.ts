import { describe, expect, test } from '@jest/globals';
import { after, DAY, HOUR, MINUTE, SECOND } from '@platform/kernel';
import type { LeaseClaims } from '@platform/lease';
import fc from 'fast-check';
import { manualTime } from '../../test/manual-time.ts';
import type { License } from './license.ts';
import { renewInMs, startRenewal } from './renewal.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);

/** A license as the server gives it: for a day, or until `end` where that comes first; renewed at half its life. */
function given(at: Date, end = after(at, DAY), mode: 'online' | 'offline' = 'online'): License {
  const [iat, exp] = [seconds(at), Math.min(seconds(after(at, DAY)), seconds(end))];
  const claims = { iat, exp, renew_at: iat + Math.floor((exp - iat) / 2) } as Partial<LeaseClaims> as LeaseClaims;
  return { mode, claims, decisionId: 'dec_1', clockAheadMs: 0 };
}
const plan = { license: given(now), now, chance: 0 };

describe('when a license is renewed', () => {
  test('after the time that the server meant, however wrong the local clock is', () => {
    for (const wrong of [0, 13 * HOUR, 30 * HOUR, -30 * HOUR])
      expect(renewInMs({ ...plan, now: after(now, wrong) })).toBe(12 * HOUR);
  });

  test('one that lasts no longer than the one before is left alone until it ends', () => {
    const end = after(now, 10 * HOUR);
    const before = given(now, end);
    const same = given(after(now, 5 * HOUR), end);
    expect(renewInMs({ ...plan, before, license: same })).toBe(5 * HOUR);
    expect(renewInMs({ ...plan, before, license: same, chance: 0.5 })).toBe(5 * HOUR + 30 * SECOND);
    const longer = given(after(now, 5 * HOUR), after(end, DAY));
    expect(renewInMs({ ...plan, before, license: longer })).toBe(12 * HOUR);
  });

  test('never at once: a lease that is about to end, and one whose time has passed, wait a minute or two', () => {
    const short = given(now, after(now, 20 * SECOND));
    expect([0, 0.5].map((chance) => renewInMs({ ...plan, license: short, chance }))).toEqual([MINUTE, 1.5 * MINUTE]);
    const old = given(after(now, -20 * HOUR), undefined, 'offline');
    expect(renewInMs({ ...plan, license: old })).toBe(MINUTE);
  });

  test('the lease of an offline start when the server had chosen', () => {
    expect(renewInMs({ ...plan, license: given(after(now, -HOUR), undefined, 'offline') })).toBe(11 * HOUR);
  });

  test('five to six minutes after a renewal that failed; without a license never', () => {
    expect([0, 0.5].map((chance) => renewInMs({ ...plan, failed: true, chance }))).toEqual([5 * MINUTE, 5.5 * MINUTE]);
    expect(renewInMs({ ...plan, license: { mode: 'off' } })).toBeUndefined();
  });
});

describe('a running emulator', () => {
  /** Runs for so long against a server that cuts leases at `end`; gives when it asked. */
  async function asksOf(end: Date, duration: number, turned = 0) {
    const passing = manualTime(now);
    passing.turn(turned);
    const asks: number[] = [];
    let license = given(now, end);
    const renew = async () => {
      asks.push(passing.now().getTime() - now.getTime());
      if (passing.now() >= end || asks.length > 1_000) return false;
      license = given(passing.now(), end);
      return true;
    };
    const { stop } = startRenewal({ current: () => license, renew, now: passing.clock.now, time: passing.time });
    await passing.pass(duration);
    stop();
    await passing.pass(DAY);
    return asks;
  }

  test('asks twice a day', async () => {
    expect(await asksOf(after(now, 30 * DAY), 5 * DAY)).toHaveLength(10);
  });

  test('asks once more on the way to the end of its trial, not ever faster', async () => {
    const asks = await asksOf(after(now, DAY), DAY);
    expect(asks).toEqual([12 * HOUR]);
  });

  test('waits at least a minute between two questions, whenever its right ends and whatever its clock says', async () => {
    const ends = fc.integer({ min: SECOND, max: 3 * DAY });
    const turns = fc.integer({ min: -2 * DAY, max: 2 * DAY });
    await fc.assert(
      fc.asyncProperty(ends, turns, async (end, turned) => {
        const asks = await asksOf(after(now, end), 3 * DAY, turned);
        const gaps = asks.map((at, index) => at - (asks[index - 1] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MINUTE);
      }),
      { numRuns: 30 },
    );
  });

  test('asks nobody any more once it is stopped, not even after a renewal that was under way', async () => {
    const { clock, time, pass } = manualTime(now);
    let asked = 0;
    const renewing = startRenewal({
      current: () => given(now),
      renew: async () => {
        asked += 1;
        renewing.stop();
        return true;
      },
      now: clock.now,
      time,
    });
    await pass(5 * DAY);
    expect(asked).toBe(1);
  });
});
