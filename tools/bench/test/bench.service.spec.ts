import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServers } from '@platform/testing';
import { type ActivationSubject, activationSubject } from '../src/activation-subject.ts';
import { benchOn } from '../src/bench-activation.ts';
import { newHolders } from '../src/holders.ts';
import { load } from '../src/load.ts';
import { memoryOfHouse } from '../src/memory.ts';
import { plainNames } from '../src/plain-subjects.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
const servers = await startServers({ dataDir: join(dataDir, 'servers') });

afterAll(async () => {
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** No figure is judged here: only that all of them come from calls that were answered as they must be. */
test('a short run measures every subject, and each of its activations is granted, kept and told', async () => {
  const shape = { rounds: 2, requests: 40, warmUp: 10, streams: 4, connections: 2, credentials: 7 };
  const report = await benchOn(servers, join(dataDir, 'run'), { ...shape, memory: 0, restSeconds: 0 }, () => {});

  expect(report.figures.map(({ name }) => name)).toEqual([...plainNames, 'activation']);
  for (const { rounds, requestsPerSecond, p50Ms, p99Ms } of report.figures) {
    expect(rounds).toHaveLength(2);
    expect(requestsPerSecond).toBeGreaterThan(0);
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
  }
  expect(report.comparisons.map((one) => one.with)).toEqual([...plainNames]);
  expect(report.atRest).toEqual({});
});

test('memory is read at rest, under load and after it, when all is written and told', async () => {
  const shape = { requests: 50, streams: 4, connections: 2, restSeconds: 0, only: ['activation'] };
  const memory = await memoryOfHouse(servers, join(dataDir, 'memory'), newHolders(7), shape, () => {});

  expect(memory.underLoad.map(({ activations }) => activations)).toEqual([
    0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 50,
  ]);
  expect(memory.underLoad.at(-1)?.unsent).toBe(0);
  for (const { activation = 0 } of [memory.atRest, memory.afterwards]) expect(activation).toBeGreaterThan(50e6);
});

describe('an activation that is not granted', () => {
  let subject: ActivationSubject;
  const shape = { requests: 20, streams: 2, connections: 1 };

  beforeAll(async () => {
    const [known, unknown] = [newHolders(3), newHolders(1)];
    subject = await activationSubject(servers, join(dataDir, 'refused'), known, [...known, ...unknown]);
  }, 120_000);
  afterAll(() => subject.stop(), 60_000);

  test('ends the load: there are no figures of it', async () => {
    await expect(load(subject, shape)).rejects.toThrow('an activation was refused or failed');
  }, 180_000);
});

test('a server that is not there ends the load', async () => {
  const nobody = { address: '127.0.0.1:1', next: () => ({ bytes: Buffer.alloc(0), streamAt: [] }), wrong: () => '' };
  await expect(load(nobody, { requests: 1, streams: 1, connections: 1 })).rejects.toThrow(/ECONNREFUSED/);
});
