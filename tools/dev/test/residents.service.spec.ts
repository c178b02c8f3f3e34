import { expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { type Patience, type Resident, resident } from '../src/resident.ts';
import { startAll, stopAll } from '../src/residents.ts';
import { diary, fakePlan, pidOf, processesOf, scratch } from './support.ts';

const quick: Patience = { firstBackoffMs: 20, longestBackoffMs: 100, readyWithinMs: 10_000 };
const silent = () => {};

async function three(folder: string): Promise<readonly Resident[]> {
  const waves = { provider: 0, service: 1, gateway: 2 };
  const plans = Object.entries(waves).map(([name, wave]) => fakePlan(folder, { name, wave }));
  return (await Promise.all(plans)).map((plan) => resident(plan, silent, quick));
}

async function nothingLeft(folder: string): Promise<void> {
  await eventually(() => expect(processesOf(folder)).toEqual([]));
}

test('waves start one after the other, stop in the reverse order, and leave no process', async () => {
  const folder = await scratch();
  const residents = await three(folder);

  await startAll(residents, silent);
  expect(diary(folder)).toEqual(['provider starts', 'service starts', 'gateway starts']);

  await stopAll(residents);
  expect(diary(folder).slice(3)).toEqual(['gateway stops', 'service stops', 'provider stops']);
  await nothingLeft(folder);
});

test('one that dies is started again, which is said', async () => {
  const folder = await scratch();
  const lines: string[] = [];
  const one = resident(await fakePlan(folder, { name: 'mortal' }), (line) => lines.push(line), quick);
  await one.start();
  const first = pidOf(one);

  process.kill(first, 'SIGKILL');
  await eventually(() => expect(lines).toContain('mortal is back'));

  expect(one.pid()).not.toBe(first);
  expect(lines[0]).toContain('mortal ended with status 137: it is started again in 0.02 s');
  await one.stop();
  await nothingLeft(folder);
});

test('each death in a row doubles the wait', async () => {
  const folder = await scratch();
  const lines: string[] = [];
  const one = resident(await fakePlan(folder, { name: 'mortal' }), (line) => lines.push(line), quick);
  await one.start();
  for (const times of [1, 2, 3]) {
    process.kill(pidOf(one), 'SIGKILL');
    await eventually(() => expect(lines.filter((line) => line === 'mortal is back')).toHaveLength(times), {
      within: 10_000,
    });
  }

  expect(lines.flatMap((line) => /again in ([\d.]+) s/.exec(line)?.[1] ?? [])).toEqual(['0.02', '0.04', '0.08']);
  await one.stop();
  await nothingLeft(folder);
});

test('one that was killed on purpose stays dead until it is started', async () => {
  const folder = await scratch();
  const lines: string[] = [];
  const one = resident(await fakePlan(folder, { name: 'mortal' }), (line) => lines.push(line), quick);
  await one.start();

  await one.kill();
  expect(one.pid()).toBeUndefined();
  await one.start();

  expect(lines).toEqual([]);
  expect(diary(folder)).toEqual(['mortal starts', 'mortal starts']);
  await one.stop();
  await nothingLeft(folder);
});

test('one that cannot start brings the others down, with its last words in the error', async () => {
  const folder = await scratch();
  const good = resident(await fakePlan(folder, { name: 'good', wave: 0 }), silent, quick);
  const bad = resident(await fakePlan(folder, { name: 'bad', env: { CRASH: '1' } }), silent, quick);

  await expect(startAll([good, bad], silent)).rejects.toThrow(/bad ended while it started:\nno such luck/);

  expect(diary(folder)).toEqual(['good starts', 'good stops']);
  await nothingLeft(folder);
});

test('a start that is given up stops what had come up, and starts nothing more', async () => {
  const folder = await scratch();
  const plans = [
    { name: 'first', wave: 0 },
    { name: 'shy', env: { SHY: '1' } },
    { name: 'last', wave: 2 },
  ];
  const residents = (await Promise.all(plans.map((each) => fakePlan(folder, each)))).map((plan) =>
    resident(plan, silent, { ...quick, readyWithinMs: 600_000 }),
  );
  const over = new AbortController();
  const starting = startAll(residents, silent, over.signal);
  await eventually(() => expect(diary(folder)).toEqual(['first starts', 'shy starts']));

  over.abort('enough');

  await expect(starting).rejects.toThrow();
  expect(diary(folder).slice(2)).toEqual(['shy stops', 'first stops']);
  await nothingLeft(folder);
});

test('one whose guard was hurt is stopped all the same', async () => {
  const folder = await scratch();
  const one = resident(await fakePlan(folder, { name: 'deaf', env: { DEAF: '1' } }), silent, {
    ...quick,
    stopSeconds: 1,
  });
  await one.start();
  const [, ...others] = processesOf(folder).filter((pid) => pid !== one.pid());
  for (const watcher of others) process.kill(watcher, 'SIGKILL');
  expect(others).toHaveLength(1);

  await one.stop();

  await nothingLeft(folder);
});

test('a deaf or a paused process does not outlive the stop', async () => {
  const folder = await scratch();
  const deaf = resident(await fakePlan(folder, { name: 'deaf', env: { DEAF: '1' } }), silent, {
    ...quick,
    stopSeconds: 1,
  });
  const paused = resident(await fakePlan(folder, { name: 'paused' }), silent, { ...quick, stopSeconds: 1 });
  await startAll([deaf, paused], silent);
  process.kill(pidOf(paused), 'SIGSTOP');

  await stopAll([deaf, paused]);

  await nothingLeft(folder);
});
