import type { Log } from '@platform/mongo';
import { asideOf } from './aside.ts';
import type { Entry, Found, Journal, Segment } from './journal.ts';
import type { DecisionRecord } from './record.ts';
import { waitingSegments } from './waiting.ts';

/** Keeps every decision: first on the local disk, then, in batches off the path of the answer, in the database. */
export interface Recorder {
  /** Returns when a killed process would not lose the decision. Never throws. */
  record(record: DecisionRecord): void;
  /** False when so many decisions are in memory alone that one more could be lost. */
  hasRoom(): boolean;
  /** One attempt to write all there is; what cannot be written stays for later. */
  flush(): Promise<void>;
  /** Decisions that are not in the database yet. */
  unwritten(): number;
  /** Why decisions are not as safe as they should be, in words. */
  problems(): readonly string[];
  /** Writes what it can; the rest waits on the disk for the next start. */
  stop(): Promise<void>;
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

const usual: RecorderTiming = { everyMs: 200, adoptEveryMs: 30_000, batch: 200, inMemory: 5_000 };
const fullSegment = 1_000;

/** Starts to record. What processes left behind that are no more is written first. */
export function startRecorder({ journal, write, log, timing = {} }: RecorderOptions): Recorder {
  const { everyMs, adoptEveryMs, batch, inMemory } = { ...usual, ...timing };
  const waiting = waitingSegments(inMemory);
  const aside = asideOf(journal, log);
  let draining: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    for (let segment = waiting.first(); segment; segment = waiting.first()) {
      const found = aside.read(segment);
      if (found) await keep(segment, found);
      waiting.shift();
    }
  };
  const keep = async (segment: Segment, { entries, damaged }: Found): Promise<void> => {
    for (let start = 0; start < entries.length; start += batch) await write(entries.slice(start, start + batch));
    if (damaged > 0) log.error({ path: segment.path, damaged }, 'decisions in the journal cannot be read');
    aside.drop(segment, damaged);
  };
  const flushOnce = (): Promise<void> => {
    const sealed = journal.seal();
    if (sealed) waiting.push(sealed);
    draining ??= drain()
      .catch((err: unknown) => log.warn({ err }, 'decisions not written yet; trying again'))
      .finally(() => {
        draining = undefined;
      });
    return draining;
  };
  /** Twice: a write that was under way did not see the newest. */
  const flush = async (): Promise<void> => {
    await flushOnce();
    if (journal.open() > 0 || waiting.first()) await flushOnce();
  };
  const take = (segments: readonly Segment[]) => segments.forEach(waiting.push);
  take(adopted(journal, log));
  const again = () => take([...aside.again(), ...lookAround(journal, log)]);
  const timers = [setInterval(() => void flushOnce(), everyMs), setInterval(again, adoptEveryMs)];
  for (const timer of timers) timer.unref();
  const sayProblem = problemSayer(journal, log);

  return {
    record(record) {
      journal.append({ record, json: JSON.stringify(record) });
      sayProblem();
      if (journal.open() >= fullSegment) void flushOnce();
    },
    hasRoom: () => waiting.memoryOnly() + (journal.problem() ? journal.open() : 0) < inMemory,
    flush,
    unwritten: () => waiting.held() + journal.open(),
    problems: () => [
      ...(journal.problem() ? [`the decision journal cannot be written: ${journal.problem()}`] : []),
      ...(aside.files() > 0 ? [`${aside.files()} files of the decision journal cannot be read or removed`] : []),
    ],
    async stop() {
      timers.forEach(clearInterval);
      await flush();
    },
  };
}

/** As `adopted`, for a process that is under way: a folder that vanished must not end it. */
function lookAround(journal: Journal, log: Log): readonly Segment[] {
  try {
    return adopted(journal, log);
  } catch (err) {
    log.error({ err }, 'the folder of the decision journal cannot be looked through');
    return [];
  }
}

/** What dead processes left, now ours. A file that cannot be taken over stays where it is, for the next time. */
function adopted(journal: Journal, log: Log): readonly Segment[] {
  const taken = journal.abandoned().flatMap((path) => {
    try {
      return journal.claim(path) ?? [];
    } catch (err) {
      log.warn({ err, path }, 'decisions of an earlier process cannot be taken over yet');
      return [];
    }
  });
  if (taken.length > 0) log.info({ files: taken.length }, 'decisions of an earlier process found');
  return taken;
}

/** Says once that the disk takes no decisions, and once that it takes them again. */
function problemSayer(journal: Journal, log: Log): () => void {
  let said: string | undefined;
  return () => {
    const problem = journal.problem();
    if (problem === said) return;
    if (problem !== undefined) log.error({ problem }, 'the decision journal cannot be written; decisions go on');
    else log.info({}, 'the decision journal is written again');
    said = problem;
  };
}
