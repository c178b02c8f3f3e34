import { expect, test } from '@jest/globals';
import { ways } from './calls.ts';
import { measureWays, type WayRound, wayRatios } from './overhead.ts';

const round = (p50Ms: number, p99Ms: number, gateway: number, identity: number): WayRound => ({
  ...{ p50Ms, p99Ms },
  cpuUs: { 'console-gateway': gateway, identity },
});
const figures = (group: string, name: string, rounds: readonly WayRound[]) => ({
  ...{ group, name, rounds },
  ...round(0, 0, 0, 0),
});

test('the gateway is compared within each round, and only with other ways to the same', () => {
  const ratios = wayRatios([
    figures('read', ways.direct, [round(1, 2, 0, 100), round(10, 20, 0, 1_000), round(1, 2, 0, 100)]),
    figures('read', ways.gateway, [round(2, 6, 100, 100), round(20, 60, 1_000, 1_000), round(4, 8, 300, 200)]),
    figures('write', ways.direct, [round(1, 1, 0, 1)]),
    figures('write', ways.gateway, [round(3, 5, 1, 1)]),
  ]);
  expect(ratios).toEqual([
    { group: 'read', with: ways.direct, p50: 2, p99: 3, cpu: 2 },
    { group: 'write', with: ways.direct, p50: 3, p99: 5, cpu: 2 },
  ]);
});

test('ways take turns, the first round does not count, and every request is made', async () => {
  const asked: string[] = [];
  const way = (name: string) => ({ group: 'read', name, ask: async () => void asked.push(name) });
  const shape = { rounds: 2, requests: 3, atOnce: 2 };
  const measured = await measureWays([way('a'), way('b')], { bench: process.pid }, shape, () => {});
  expect(asked.join('')).toBe('aaabbb'.repeat(3));
  expect(measured.map(({ rounds }) => rounds.length)).toEqual([2, 2]);
  expect(Object.keys(measured[0]?.cpuUs ?? {})).toEqual(['bench']);
});

test('a request that fails ends the measurement: there are no figures of it', async () => {
  const broken = { group: 'read', name: 'a', ask: () => Promise.reject(new Error('503')) };
  const shape = { rounds: 1, requests: 1, atOnce: 1 };
  await expect(measureWays([broken], {}, shape, () => {})).rejects.toThrow('503');
});
