import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';

const warn = 40;

/** Tells, with the name before it, what a process logs from now on that its owner should know: warnings and worse. */
export function echo(name: string, file: string, tell: (line: string) => void, everyMs = 400): { stop(): void } {
  const reading = follow(file);
  const timer = setInterval(() => {
    void reading.next().then((lines) => {
      for (const line of lines) if (matters(line)) tell(`[${name}] ${readable(line)}`);
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Gives the whole lines that were added to a file since the last time, the first time since now; it may not exist yet. */
export function follow(file: string): { next(): Promise<readonly string[]> } {
  let offset = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let rest = '';
  let last: Promise<readonly string[]> = Promise.resolve([]);
  async function read(): Promise<readonly string[]> {
    const added = await readFrom(file, offset);
    offset += added.length;
    const lines = (rest + added.toString()).split('\n');
    rest = lines.pop() ?? '';
    return lines;
  }
  return {
    // One after the other, so that no two readers see the same bytes.
    next: () => {
      last = last.then(read);
      return last;
    },
  };
}

async function readFrom(file: string, offset: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return Buffer.alloc(0);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - offset)), 0, null, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

interface Entry {
  readonly level?: number | string;
  readonly msg?: string;
}

function entryOf(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

const numbers: Readonly<Record<string, number>> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/** A line that is no JSON was not meant to be there: a crash. */
function matters(line: string): boolean {
  const { level = warn } = entryOf(line) ?? {};
  return line !== '' && (typeof level === 'string' ? (numbers[level] ?? warn) : level) >= warn;
}

const readable = (line: string): string => entryOf(line)?.msg ?? line;
