import { expect, test } from '@jest/globals';
import { settledPerson } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { heapOf, openPages as openMany, type Stage, sessionsFor } from '../../src/index.ts';
import { amounts } from '../amounts.ts';

const { pages } = amounts;
const perSession = 8;
/** In the first half comes what is kept once: compiled code, caches, connections. */
const parts = 6;
const changesOfPart = amounts.changesHeard / parts;
/** How many bytes more may be kept for each line that was said to a page meanwhile; one that is kept is about a hundred. */
const flat = 48;

/** Many pages, open at one gateway. */
export const openPages = (on: () => Stage): void =>
  test(
    'many open pages: every change reaches each of them, once and in order; no line is lost, memory stays',
    () => hearsEverything(on()),
    400_000,
  );

async function hearsEverything(stage: Stage): Promise<void> {
  const maya = await settledPerson(stage.place);
  const { gatewayUrl } = stage.place;
  const heard: string[][] = Array.from({ length: pages }, () => []);
  const open = await openMany({
    gatewayUrl,
    workspaceId: maya.workspaceId,
    cookies: await sessionsFor(maya, gatewayUrl, pages, perSession),
    // Her sign-ins are told, too; they are not what is counted here.
    onChange: (page, place, about) => void (about.includes('"me"') && heard[page]?.push(place)),
  });
  const heap = await heapOf(stage, 'console-gateway');
  try {
    await eventually(() => expect(open.live()).toBe(pages), { within: 60_000 });
    const memories: number[] = [];
    for (let changes = 0; changes < parts * changesOfPart; ) {
      const zone = changes % 2 === 0 ? 'Europe/Berlin' : 'Europe/Zurich';
      await maya.visitor.must('PATCH', '/v1/me', { time_zone: zone });
      changes += 1;
      if (changes % changesOfPart > 0) continue;
      await eventually(() => expect(heard.every(({ length }) => length >= changes)).toBe(true), { within: 60_000 });
      memories.push(await heap.live());
    }
    const half = parts / 2;
    const growth = Math.min(...memories.slice(half)) - Math.min(...memories.slice(0, half));
    const perLine = growth / (half * changesOfPart * pages);
    console.log(
      `what the gateway keeps with ${pages} pages in MB: ${memories.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')}; ${perLine.toFixed(1)} bytes more for each line`,
    );
    expect(open.lost()).toBe(0);
    expect(heard[0]).toHaveLength(parts * changesOfPart);
    expect(new Set(heard[0]).size).toBe(heard[0]?.length);
    for (const places of heard) expect(places).toEqual(heard[0]);
    expect(perLine).toBeLessThan(flat);
  } finally {
    heap.close();
    open.close();
  }
}
