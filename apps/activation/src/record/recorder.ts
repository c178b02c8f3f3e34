import { refuse } from '@platform/kernel';
import type { Log } from '@platform/mongo';
import { adopterOf } from './adopt.ts';
import { type Aside, asideOf } from './aside.ts';
import { gathered } from './gathered.ts';
import type { Entry, Found, Journal, Segment } from './journal.ts';
import type { DecisionRecord } from './record.ts';
import { type Waiting, waitingSegments } from './waiting.ts';

/** Keeps every decision: first on the local disk, then, in batches off the path of the answer, in the database. */
export interface Recorder {
  /** Resolves when a killed process would not lose the decision. Never rejects. */
  record(record: DecisionRecord): Promise<void>;
  /** False when so many decisions are in memory alone that one more could be lost. */
  hasRoom(): boolean;
  /**
   * One attempt to write all there is, also what dead processes left; what cannot be written stays for later. True when
   * every decision so far is in the database.
   */
  flush(): Promise<boolean>;
  /** Decisions that are not in the database yet. */
  unwritten(): number;
  /** Why decisions are not as safe as they should be, in words. */
  problems(): readonly string[];
  /** Writes what it can; the rest waits on the disk for the next start. */
  stop(): Promise<void>;
}

/** Raises DEPENDENCY_UNAVAILABLE where one more decision could be lost. */
export function mustHaveRoom({ hasRoom }: Recorder): void {
  if (!hasRoom()) throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'journal' }, retryAfterSeconds: 1 });
}

export interface RecorderOptions {
  readonly journal: Journal;
  /** Writes decisions in one transaction; those that were written before are left as they are. */
  readonly write: (entries: readonly Entry[]) => Promise<void>;
  readonly log: Log;
  readonly timing?: Partial<RecorderTiming>;
}

export interface RecorderTiming {
  /** How long decisions wait for others to be written with. */
  readonly everyMs: number;
  /** How often files of dead processes are looked for, and those that could not be read or removed are tried again. */
  readonly adoptEveryMs: number;
  readonly batch: number;
  /** Decisions that are kept in memory beside their files, and the most that may be in memory alone. */
  readonly inMemory: number;
}

const usual: RecorderTiming = { everyMs: 200, adoptEveryMs: 30_000, batch: 500, inMemory: 5_000 };
const fullSegment = 1_000;

/** Starts to record. What processes left behind that are no more is written first. */
export function startRecorder({ journal, write, log, timing = {} }: RecorderOptions): Recorder {
  const { everyMs, adoptEveryMs, batch, inMemory } = { ...usual, ...timing };
  const waiting = waitingSegments(inMemory);
  const aside = asideOf(journal, log);
  const adopter = adopterOf(journal, log);
  const writeAll = async ({ entries }: Found) => {
    for (let start = 0; start < entries.length; start += batch) await write(entries.slice(start, start + batch));
  };
  const drain = oneAtATime(drainOf(waiting, aside, writeAll), log);
  const flushOnce = (): Promise<void> => {
    const sealed = journal.seal();
    if (sealed) waiting.push(sealed);
    return drain();
  };
  const take = (segments: readonly Segment[]) => segments.forEach(waiting.push);
  /** False where the folder cannot be looked through. */
  const again = (): boolean => {
    const left = adopter.again();
    take([...aside.again(), ...(left ?? [])]);
    return left !== undefined;
  };
  const flush = async (): Promise<boolean> => {
    const looked = again();
    const first = flushOnce();
    const all = waiting.come();
    await first;
    // A write that was about to end may not have seen the newest.
    if (waiting.gone() < all) await flushOnce();
    return looked && waiting.gone() >= all && aside.unread() === 0;
  };
  take(adopter.take());
  const timers = [setInterval(() => void flushOnce(), everyMs), setInterval(again, adoptEveryMs)];
  for (const timer of timers) timer.unref();
  const keep = keeperOf(journal, log, () => void flushOnce());
  return {
    record: (record) => keep({ record, json: JSON.stringify(record) }),
    hasRoom: () => waiting.memoryOnly() + (journal.problem() ? journal.open() : 0) < inMemory,
    flush,
    unwritten: () => waiting.held() + journal.open(),
    problems: () => problemsOf(journal, aside),
    async stop() {
      timers.forEach(clearInterval);
      await flush();
    },
  };
}

/** Puts decisions into the journal, those of one turn together, and says when a segment is full. */
function keeperOf(journal: Journal, log: Log, full: () => void): (entry: Entry) => Promise<void> {
  const sayProblem = problemSayer(journal, log);
  return gathered((entries) => {
    journal.append(...entries);
    sayProblem();
    if (journal.open() >= fullSegment) full();
  });
}

/** Whoever asks while it is under way waits for the same run. What fails is said, and left for the next one. */
function oneAtATime(drain: () => Promise<void>, log: RecorderOptions['log']): () => Promise<void> {
  let draining: Promise<void> | undefined;
  return () => {
    draining ??= drain()
      .catch((err: unknown) => log.warn({ err }, 'decisions not written yet; trying again'))
      .finally(() => {
        draining = undefined;
      });
    return draining;
  };
}

/** Writes what waits, until nothing does. */
function drainOf(waiting: Waiting, aside: Aside, write: (found: Found) => Promise<void>): () => Promise<void> {
  return async () => {
    for (let segment = waiting.first(); segment; segment = waiting.first()) {
      const found = aside.read(segment);
      if (found) {
        await write(found);
        aside.drop(segment, found.damaged);
      }
      waiting.shift();
    }
  };
}

function problemsOf(journal: Journal, aside: Aside): readonly string[] {
  const files = aside.unread() + aside.unremoved();
  return [
    ...(journal.problem() ? [`the decision journal cannot be written: ${journal.problem()}`] : []),
    ...(files > 0 ? [`${files} files of the decision journal cannot be read or removed`] : []),
  ];
}

/** Says once that the disk takes no decisions, and once that it takes them again. */
function problemSayer(journal: Journal, log: Log): () => void {
  let said = false;
  return () => {
    const problem = journal.problem();
    if ((problem !== undefined) === said) return;
    if (problem !== undefined) log.error({ problem }, 'the decision journal cannot be written; decisions go on');
    else log.info({}, 'the decision journal is written again');
    said = problem !== undefined;
  };
}
