import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { settledPerson } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { openPages, type Stage, sessionsFor, startStage } from '../src/index.ts';

const pages = 1_000;
const perSession = 8;
/** The first parts warm the gateway up: its heap grows until it has collected what each page's line needs. */
const changesOfPart = 12;
const warmUp = 11;
const parts = warmUp + 5;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 300_000);
afterAll(() => stage?.stop(), 300_000);

const memory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);

test('1,000 open pages: every change reaches each of them, once and in order; no line is lost, memory stays', async () => {
  const maya = await settledPerson(stage.place);
  const { gatewayUrl } = stage.place;
  const heard: string[][] = Array.from({ length: pages }, () => []);
  const open = await openPages({
    gatewayUrl,
    workspaceId: maya.workspaceId,
    cookies: await sessionsFor(maya, gatewayUrl, pages, perSession),
    // Her sign-ins are told, too; they are not what is counted here.
    onChange: (page, place, about) => void (about.includes('"me"') && heard[page]?.push(place)),
  });
  try {
    await eventually(() => expect(open.live()).toBe(pages), { within: 60_000 });
    const pid = stage.house.process('console-gateway').pid;
    const memories: number[] = [];
    for (let changes = 0; changes < parts * changesOfPart; ) {
      const zone = changes % 2 === 0 ? 'Europe/Berlin' : 'Europe/Zurich';
      await maya.visitor.must('PATCH', '/v1/me', { time_zone: zone });
      changes += 1;
      if (changes % changesOfPart > 0) continue;
      await eventually(() => expect(heard.every(({ length }) => length >= changes)).toBe(true), { within: 60_000 });
      memories.push(memory(pid));
    }
    const [warm = 0, ...later] = memories.slice(warmUp - 1);
    console.log(
      `the gateway's memory with ${pages} pages in MB: ${memories.map((kB) => Math.round(kB / 1e3)).join(', ')}`,
    );
    expect(open.lost()).toBe(0);
    expect(heard[0]).toHaveLength(parts * changesOfPart);
    expect(new Set(heard[0]).size).toBe(heard[0]?.length);
    for (const places of heard) expect(places).toEqual(heard[0]);
    expect(Math.max(...later) / warm).toBeLessThan(1.2);
  } finally {
    open.close();
  }
}, 400_000);
