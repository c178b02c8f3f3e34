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
  const queue = queueOf(journal, inMemory);
  let draining: Promise<void> | undefined;
  if (queue.adopt()) log.info({}, 'decisions of an earlier process found');

  const drain = async (): Promise<void> => {
    for (let segment = queue.first(); segment; segment = queue.first()) {
      const { entries, damaged } = segment.entries ? { entries: segment.entries, damaged: 0 } : journal.read(segment);
      for (let start = 0; start < entries.length; start += batch) await write(entries.slice(start, start + batch));
      if (damaged > 0) log.error({ path: segment.path, damaged }, 'decisions in the journal cannot be read');
      journal.drop(segment, damaged);
      queue.shift();
    }
  };
  const flushOnce = (): Promise<void> => {
    queue.seal();
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
    if (journal.open() > 0 || queue.first()) await flushOnce();
  };
  const timers = [setInterval(() => void flushOnce(), everyMs), setInterval(queue.adopt, adoptEveryMs)];
  for (const timer of timers) timer.unref();

  const sayProblem = problemSayer(journal, log);

  return {
    record(record) {
      journal.append({ record, json: JSON.stringify(record) });
      sayProblem();
      if (journal.open() >= fullSegment) void flushOnce();
    },
    hasRoom: () => queue.memoryOnly() < inMemory,
    flush,
    unwritten: () => queue.held() + journal.open(),
    problems: () => (journal.problem() ? [`the decision journal cannot be written: ${journal.problem()}`] : []),
    async stop() {
      timers.forEach(clearInterval);
      await flush();
    },
  };
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

const count = (segments: readonly Segment[]) => segments.reduce((sum, { entries }) => sum + (entries?.length ?? 0), 0);

/** Segments that wait to be written, oldest first. Of those on disk only so many decisions are held in memory, too. */
function queueOf(journal: Journal, inMemory: number) {
  const waiting: Segment[] = [];
  return {
    first: () => waiting[0],
    shift: () => waiting.shift(),
    held: () => count(waiting),
    memoryOnly: () => count(waiting.filter(({ onDisk }) => !onDisk)) + (journal.problem() ? journal.open() : 0),
    seal(): void {
      const segment = journal.seal();
      if (!segment) return;
      if (segment.onDisk && count([...waiting, segment]) > inMemory) segment.entries = undefined;
      waiting.push(segment);
    },
    /** Takes over what dead processes left; true when there was something. */
    adopt(): boolean {
      const known = new Set(waiting.map(({ path }) => path));
      const found = journal.abandoned().filter(({ path }) => !known.has(path));
      waiting.push(...found);
      return found.length > 0;
    },
  };
}
