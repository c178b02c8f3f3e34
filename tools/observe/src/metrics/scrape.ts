import { setTimeout as pause } from 'node:timers/promises';
import { parseMetrics, type Sample } from './parse.ts';

/** Whom to ask. */
export interface Target {
  readonly name: string;
  readonly address: string;
}

export interface Snapshot {
  readonly at: number;
  readonly samples: readonly Sample[];
}

/** What a target said last, and what it said about half a minute earlier: from the two come rates. */
export interface Reading {
  readonly name: string;
  /** It answered the last time it was asked. */
  readonly up: boolean;
  readonly now: Snapshot;
  readonly before: Snapshot;
}

export interface Scraper {
  readings(): readonly Reading[];
  stop(): Promise<void>;
}

const patienceMs = 2_500;
const windowMs = 30_000;
const nothing: Snapshot = { at: 0, samples: [] };

/** `name=host:port` → target. */
export const targetOf = (text: string): Target => {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), address: text.slice(at + 1) };
};

/** Asks every target for its metrics, over and over. */
export function startScraper(targets: readonly Target[], everyMs: number): Scraper {
  const watched = targets.map((target) => ({ target, up: false, history: [] as Snapshot[] }));
  const stopping = new AbortController();
  const { signal } = stopping;

  const ask = async (one: (typeof watched)[number]): Promise<void> => {
    const samples = await samplesOf(one.target.address).catch(() => undefined);
    one.up = samples !== undefined;
    if (samples) one.history = recent([...one.history, { at: Date.now(), samples }]);
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await Promise.all(watched.map(ask));
      await pause(everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    readings: () =>
      watched.map(({ target, up, history }) => ({
        name: target.name,
        up,
        now: history.at(-1) ?? nothing,
        before: history[0] ?? nothing,
      })),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** The oldest that is kept is the youngest that is older than the window. */
function recent(history: readonly Snapshot[]): Snapshot[] {
  const oldest = (history.at(-1)?.at ?? 0) - windowMs;
  const first = history.findLastIndex(({ at }) => at <= oldest);
  return history.slice(Math.max(0, first));
}

async function samplesOf(address: string): Promise<readonly Sample[]> {
  const response = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(patienceMs) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}`);
  return parseMetrics(text);
}
