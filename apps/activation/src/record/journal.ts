import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, type Owner, ownOwner } from './owner.ts';
import type { DecisionRecord } from './record.ts';

/** One decision and its text: made once for the file and for the database. */
export interface Entry {
  readonly record: DecisionRecord;
  readonly json: string;
}

/** Decisions that belong together and to which none are added any more. */
export interface Segment {
  /** undefined: the disk did not even take a new file. */
  readonly path: string | undefined;
  /** False: the memory is all there is of some of them. */
  readonly onDisk: boolean;
  /** Kept while there is room, so that the file need not be read back. */
  entries: readonly Entry[] | undefined;
}

/** Decisions on the local disk until the database has them. Lines are handed to the system before their decisions are answered. */
export interface Journal {
  append(...added: readonly Entry[]): void;
  /** Closes the file that is written to and hands it over; undefined when there is nothing in it. */
  seal(): Segment | undefined;
  /** How many decisions are in the open file. */
  open(): number;
  /** Files that processes left behind which are no more. */
  abandoned(): readonly string[];
  /** Takes such a file over, under a name of our own; undefined when another process was faster. */
  claim(path: string): Segment | undefined;
  /** What is in the file of a segment; undefined when there is no such file any more. */
  read(segment: Segment): Found | undefined;
  /** Forgets a segment. The file of one with lines that cannot be read is kept under another name. */
  drop(segment: Segment, damaged: number): void;
  /** Why the disk does not take decisions; undefined when it does. */
  problem(): string | undefined;
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Lines that cannot be read. */
  readonly damaged: number;
}

const form = /^(\d+-\d+)-\d+\.journal$/;

/**
 * Opens a journal in a folder, which is made if it is missing. Raises an Error when the folder cannot be used. When the
 * disk takes no more, decisions stay in memory and `problem` says so: emulators are not refused for our full disk.
 */
export function openJournal(folder: string, owner = ownOwner()): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = filesOf(folder, owner);
  let entries: Entry[] = [];
  let failed = false;
  let problem: string | undefined;

  return {
    append(...added) {
      entries.push(...added);
      // After a failure there may be half a line in the file: the rest of this segment stays in memory.
      if (failed) return;
      try {
        files.write(added);
        problem = undefined;
      } catch (failure) {
        failed = true;
        problem = failure instanceof Error ? failure.message : String(failure);
      }
    },
    open: () => entries.length,
    seal() {
      if (entries.length === 0) return undefined;
      const { path, closed } = files.close();
      const sealed = { path, onDisk: closed && !failed, entries };
      [entries, failed] = [[], false];
      return sealed;
    },
    abandoned: () =>
      readdirSync(folder)
        .filter((name) => isAbandoned(name, owner))
        .sort()
        .map((name) => join(folder, name)),
    claim(path) {
      const own = files.next();
      return unlessGone(() => {
        renameSync(path, own);
        return { path: own, onDisk: true, entries: undefined };
      });
    },
    read: ({ path }) => (path === undefined ? undefined : unlessGone(() => parsed(readFileSync(path, 'utf8')))),
    drop({ path }, damaged) {
      if (path === undefined) return;
      if (damaged > 0) unlessGone(() => renameSync(path, `${path}.damaged`));
      else rmSync(path, { force: true });
    },
    problem: () => problem,
  };
}

/** The file that is written to now; a new one after each close. */
function filesOf(folder: string, owner: Owner) {
  let file: { readonly path: string; readonly fd: number } | undefined;
  let number = 0;
  const next = () => {
    number += 1;
    return join(folder, `${owner}-${String(number).padStart(9, '0')}.journal`);
  };
  const open = () => {
    const path = next();
    return { path, fd: openSync(path, 'ax', 0o600) };
  };
  return {
    /** A name that no other file of the folder has. */
    next,
    /** Hands lines to the system at once; throws when they are not taken as a whole. */
    write(added: readonly Entry[]): void {
      file ??= open();
      const lines = Buffer.from(added.map(({ json }) => `${json}\n`).join(''));
      if (writeSync(file.fd, lines) !== lines.length) throw new Error('the disk took a part of the lines only');
    },
    close(): { readonly path: string | undefined; readonly closed: boolean } {
      const { path, fd } = file ?? { path: undefined, fd: undefined };
      file = undefined;
      return { path, closed: fd === undefined || couldClose(fd) };
    },
  };
}

/** Some disks say only now that they did not take what was written. */
function couldClose(fd: number): boolean {
  try {
    closeSync(fd);
    return true;
  } catch {
    return false;
  }
}

/** The work's value; undefined when its file is not there. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const isAbandoned = (file: string, own: Owner): boolean => {
  const owner = form.exec(file)?.[1] as Owner | undefined;
  return owner !== undefined && owner !== own && !isAlive(owner);
};

/** The last line may be torn: its decision was never answered. Any other line that cannot be read is damage. */
function parsed(text: string): { readonly entries: readonly Entry[]; readonly damaged: number } {
  const lines = text.split('\n');
  const last = lines.pop();
  const entries = lines.map(entryOf);
  const torn = last ? entryOf(last) : undefined;
  const whole = [...entries, torn].filter((entry) => entry !== undefined);
  return { entries: whole, damaged: entries.filter((entry) => entry === undefined).length };
}

function entryOf(json: string): Entry | undefined {
  try {
    const record = JSON.parse(json) as DecisionRecord;
    return typeof record?.id === 'string' ? { record, json } : undefined;
  } catch {
    return undefined;
  }
}
