import { expect, test } from '@jest/globals';
import { settledPerson } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { heapOf, openPages as openMany, type Stage, sessionsFor } from '../../src/index.ts';

const pages = 1_000;
const perSession = 8;
const changesOfPart = 12;
/** In the first half comes what is kept once: compiled code, caches, connections. */
const parts = 6;
/** By how much the least of the second half may be more than the least of the first; one kept line per change and page is 8 %. */
const flat = 1.04;

/** Many pages, open at one gateway. */
export const openPages = (on: () => Stage): void =>
  test(
    '1,000 open pages: every change reaches each of them, once and in order; no line is lost, memory stays',
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
    const growth = Math.min(...memories.slice(half)) / Math.min(...memories.slice(0, half));
    console.log(
      `what the gateway keeps with ${pages} pages in MB: ${memories.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')}`,
    );
    expect(open.lost()).toBe(0);
    expect(heard[0]).toHaveLength(parts * changesOfPart);
    expect(new Set(heard[0]).size).toBe(heard[0]?.length);
    for (const places of heard) expect(places).toEqual(heard[0]);
    expect(growth).toBeLessThan(flat);
  } finally {
    heap.close();
    open.close();
  }
}
