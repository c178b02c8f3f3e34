import { chromium } from '@platform/browser';
import { type Browser, type BrowserContext, type CDPSession, chromium as engine } from 'playwright-core';
import { median } from '../arithmetic.ts';
import { type Noticed, noticed, watchOpening } from './in-page.ts';

/** One opening of the sign-in page. */
export interface Opening extends Noticed {
  /** Bytes of all answers as they came over the wire, headers too. */
  readonly bytes: number;
  /** Of them, what had come when the page was usable. */
  readonly bytesBefore: number;
  /** Answers that came over the wire. */
  readonly requests: number;
}

export type OpeningFigures = Opening & { readonly name: string; readonly openings: readonly Opening[] };

export const openings = { cold: 'empty cache', gzip: 'empty cache, gzip only', warm: 'second visit' } as const;

/** Nothing of the browser's own doing may be counted or take the machine's time. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
];

/** Opens the sign-in page with so many fresh profiles, in each way; medians. Raises an Error when one cannot be typed into. */
export async function measureOpenings(
  consoleUrl: string,
  profiles: number,
  say: (line: string) => void,
): Promise<readonly OpeningFigures[]> {
  const all = new Map<string, Opening[]>(Object.values(openings).map((name) => [name, []]));
  const note = (name: string, opening: Opening) => {
    all.get(name)?.push(opening);
    say(`${name}: ${Math.round(opening.bytes / 1_000)} kB, usable after ${Math.round(opening.usableMs)} ms`);
  };
  const url = new URL('/sign-in', consoleUrl).href;
  for (let number = 0; number < profiles; number += 1) {
    await freshProfile(async (context) => {
      note(openings.cold, await open(context, url));
      note(openings.warm, await open(context, url));
    });
    await freshProfile(async (context) => note(openings.gzip, await open(context, url, 'gzip')));
  }
  return [...all].map(([name, each]) => ({ name, openings: each, ...mediansOf(each) }));
}

function mediansOf(all: readonly Opening[]): Opening {
  const of = (what: (opening: Opening) => number) => median(all.map(what));
  return {
    bytes: of(({ bytes }) => bytes),
    bytesBefore: of(({ bytesBefore }) => bytesBefore),
    requests: of(({ requests }) => requests),
    usableMs: of(({ usableMs }) => usableMs),
    firstPaintMs: of(({ firstPaintMs }) => firstPaintMs),
    blockedMs: of(({ blockedMs }) => blockedMs),
  };
}

/** A browser that was never used before: its caches, of files and of compiled code, are empty. */
async function freshProfile(work: (context: BrowserContext) => Promise<void>): Promise<void> {
  const { executablePath, env } = await chromium();
  const browser: Browser = await engine.launch({ executablePath, args: flags, env: { ...env } });
  try {
    await work(await browser.newContext({ viewport: { width: 1280, height: 800 } }));
  } finally {
    await browser.close();
  }
}

async function open(context: BrowserContext, url: string, encoding?: string): Promise<Opening> {
  const page = await context.newPage();
  try {
    await page.addInitScript({ content: watchOpening });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    if (encoding) await page.setExtraHTTPHeaders({ 'accept-encoding': encoding });
    const wire = wireOf(session);
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForFunction(noticed);
    const seen = await page.evaluate<Noticed>(noticed);
    const field = page.locator('input:not([disabled])').first();
    await field.focus();
    await page.keyboard.type('maya');
    if ((await field.inputValue()) !== 'maya') throw new Error('the page cannot be typed into');
    return { ...seen, ...wire.until(seen.usableMs) };
  } finally {
    await page.close();
  }
}

/** Counts what comes over the wire; what the cache has costs nothing. */
function wireOf(session: CDPSession) {
  const finished: { readonly at: number; readonly bytes: number }[] = [];
  let began = 0;
  session.on('Network.requestWillBeSent', ({ timestamp }) => {
    began ||= timestamp;
  });
  session.on('Network.loadingFinished', ({ timestamp, encodedDataLength }) => {
    if (encodedDataLength > 0) finished.push({ at: timestamp, bytes: encodedDataLength });
  });
  const sum = (some: typeof finished) => some.reduce((total, { bytes }) => total + bytes, 0);
  return {
    until: (usableMs: number) => ({
      bytes: sum(finished),
      bytesBefore: sum(finished.filter(({ at }) => (at - began) * 1_000 <= usableMs)),
      requests: finished.length,
    }),
  };
}
