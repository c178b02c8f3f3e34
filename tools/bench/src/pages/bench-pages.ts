import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type House, startHouse } from '@platform/dev';
import { openPages, sessionsFor } from '@platform/faults';
import { mailbox, type Person, settledPerson, startServers } from '@platform/testing';
import { machine } from '../machine.ts';
import { cpuOf, memoryOf } from '../proc.ts';
import { type Reach, type ReachLog, reachLog } from './reach.ts';

export interface PagesOptions {
  readonly pages: number;
  /** Changes whose way is timed, one after the other. */
  readonly changes: number;
  /** Changes of the memory run; 0 leaves it out. */
  readonly flood: number;
}

export interface PagesReport {
  readonly at: string;
  readonly machine: string;
  readonly options: PagesOptions;
  readonly sessions: number;
  /** From the request that changes something to each page, and to the last page. */
  readonly each: Reach;
  readonly last: Reach;
  /** CPU of the gateway for one change to one page, in microseconds. */
  readonly cpuUsPerFrame: number;
  /** Lines that were lost. */
  readonly lost: number;
  /** Resident bytes of the gateway: without pages, with all of them, and ten times during the flood. */
  readonly memory: { readonly before: number; readonly opened: number; readonly flood: readonly number[] };
}

type Say = (line: string) => void;

const perSession = 8;
const parts = 10;
/** So many changes may be on their way: more than the machine can tell would only measure how it is overrun. */
const ahead = 8;
const generous = {
  ...{ REQUESTS_PER_MINUTE: '100000000', SESSION_REQUESTS_PER_MINUTE: '100000000' },
  AUTH_REQUESTS_PER_MINUTE: '100000000',
};

/** Measures how a change reaches many open pages, on a whole house of its own. Leaves nothing running. */
export async function benchPages(options: PagesOptions, say: Say): Promise<PagesReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), log: say });
  try {
    const env = { ...generous, MAX_STREAMS: String(options.pages) };
    const house = await startHouse({ servers, dataDir: join(dataDir, 'house'), env });
    try {
      return await measured(house, options, say);
    } finally {
      await house.stop();
    }
  } finally {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measured(house: House, options: PagesOptions, say: Say): Promise<PagesReport> {
  const { gateway: gatewayUrl, mail } = house.urls;
  const { pid } = house.process('console-gateway');
  const maya = await settledPerson({ gatewayUrl, mailbox: mailbox(mail) });
  const cookies = await sessionsFor(maya, gatewayUrl, options.pages, perSession);
  const before = memoryOf(pid);
  const log = reachLog(options.pages);
  const onChange = (page: number, _place: string, about: string) => {
    // Her sign-ins are told, too; they are not what is measured.
    if (about.includes('"me"')) log.heard(page);
  };
  const open = await openPages({ gatewayUrl, workspaceId: maya.workspaceId, cookies, onChange });
  try {
    await until(() => open.live() === open.count, 'not every page is live');
    const opened = memoryOf(pid);
    say(`${open.count} pages are open, the gateway holds ${Math.round(opened / 1e6)} MB`);
    const run = { maya, log, pid, say };
    const reach = await timeChanges(run, options);
    const flood = options.flood > 0 ? await floodOf(run, options) : [];
    return {
      ...{ at: new Date().toISOString(), machine: machine(), options, ...reach },
      sessions: new Set(cookies).size,
      lost: open.lost(),
      memory: { before, opened, flood },
    };
  } finally {
    open.close();
  }
}

interface Run {
  readonly maya: Person;
  readonly log: ReachLog;
  readonly pid: number;
  readonly say: Say;
}

const zones = ['Europe/Berlin', 'Europe/Zurich'];
let turn = 0;

async function change({ maya, log }: Run): Promise<void> {
  log.begin();
  await maya.visitor.must('PATCH', '/v1/me', { time_zone: zones[turn++ % zones.length] });
}

/** One change after the other, the next when all pages have the last; the first ones warm up. */
async function timeChanges(run: Run, { changes, pages }: PagesOptions) {
  const { log, pid, say } = run;
  const all = async (count: number) => {
    for (let number = 0; number < count; number += 1) {
      await change(run);
      await until(() => log.outstanding() === 0, 'a change did not reach every page');
    }
  };
  await all(Math.ceil(changes / 10));
  log.restart();
  const cpuBefore = cpuOf(pid);
  await all(changes);
  const cpuUsPerFrame = (cpuOf(pid) - cpuBefore) / (changes * pages);
  say(`to the last page: p50 ${Math.round(log.last().p50Ms)} ms, max ${Math.round(log.last().maxMs)} ms`);
  return { each: log.each(), last: log.last(), cpuUsPerFrame };
}

/** Changes close behind each other; the memory is looked at ten times, each time when everything has arrived. */
async function floodOf(run: Run, { flood: changes, pages }: PagesOptions): Promise<readonly number[]> {
  const { log, pid, say } = run;
  const memory: number[] = [];
  for (let part = 1; part <= parts; part += 1) {
    log.restart();
    for (let number = 0; number < Math.ceil(changes / parts); number += 1) {
      await change(run);
      await until(() => log.outstanding() <= ahead * pages, 'a change did not reach every page');
    }
    await until(() => log.outstanding() === 0, 'a change did not reach every page');
    memory.push(memoryOf(pid));
    say(`${part * Math.ceil(changes / parts)} changes: ${Math.round(memoryOf(pid) / 1e6)} MB`);
  }
  return memory;
}

async function until(holds: () => boolean, otherwise: string, withinMs = 120_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(otherwise);
    await pause(1);
  }
}
