import type { Log } from '@platform/mongo';
import type { Entry, Journal, Segment } from './journal.ts';
import type { DecisionRecord } from './record.ts';

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
  /** How often files of dead processes are looked for. */
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
  const waiting: Segment[] = [...journal.abandoned()];
  let draining: Promise<void> | undefined;
  if (waiting.length > 0) log.info({ segments: waiting.length }, 'decisions of an earlier process found');

  const held = (segments: readonly Segment[]) => segments.reduce((sum, { entries }) => sum + (entries?.length ?? 0), 0);
  const memoryOnly = () => held(waiting.filter(({ onDisk }) => !onDisk)) + (journal.problem() ? journal.open() : 0);

  const seal = (): void => {
    const segment = journal.seal();
    if (!segment) return;
    if (segment.onDisk && held(waiting) + held([segment]) > inMemory) segment.entries = undefined;
    waiting.push(segment);
  };
  const drain = async (): Promise<void> => {
    for (let [segment] = waiting; segment; [segment] = waiting) {
      const { entries, damaged } = segment.entries ? { entries: segment.entries, damaged: 0 } : journal.read(segment);
      for (let start = 0; start < entries.length; start += batch) await write(entries.slice(start, start + batch));
      if (damaged > 0) log.error({ path: segment.path, damaged }, 'decisions in the journal cannot be read');
      journal.drop(segment, damaged);
      waiting.shift();
    }
  };
  const flush = (): Promise<void> => {
    seal();
    draining ??= drain()
      .catch((err: unknown) => log.warn({ err, segments: waiting.length }, 'decisions not written yet; trying again'))
      .finally(() => {
        draining = undefined;
      });
    return draining;
  };
  const adopt = (): void => {
    const known = new Set(waiting.map(({ path }) => path));
    waiting.push(...journal.abandoned().filter(({ path }) => !known.has(path)));
  };
  const timers = [setInterval(() => void flush(), everyMs), setInterval(adopt, adoptEveryMs)];
  for (const timer of timers) timer.unref();

  return {
    record(record) {
      journal.append({ record, json: JSON.stringify(record) });
      if (journal.open() >= fullSegment) void flush();
    },
    hasRoom: () => memoryOnly() < inMemory,
    // Twice: a write that was under way did not see the newest.
    flush: async () => {
      await flush();
      if (journal.open() > 0 || waiting.length > 0) await flush();
    },
    unwritten: () => held(waiting) + journal.open(),
    problems: () => (journal.problem() ? [`the decision journal cannot be written: ${journal.problem()}`] : []),
    async stop() {
      timers.forEach(clearInterval);
      await flush();
      if (journal.open() > 0 || waiting.length > 0) await flush();
    },
  };
}
