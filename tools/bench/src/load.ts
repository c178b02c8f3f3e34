import { type Connection, connection } from './connection.ts';

/** What is asked of a server, and what it must say. */
export interface Target {
  readonly address: string;
  /** The bytes of the next call; they may be written to. */
  next(): { readonly bytes: Buffer; readonly streamAt: readonly number[] };
  /** Undefined when the answer is as expected, else what is wrong with it. */
  wrong(message: Buffer): string | undefined;
}

export interface LoadShape {
  readonly requests: number;
  /** Calls under way at any time. */
  readonly streams: number;
  readonly connections: number;
  /** A load that takes longer is given up. */
  readonly withinMs?: number;
}

export interface Load {
  readonly seconds: number;
  /** Of every call, in milliseconds. */
  readonly latencies: Float64Array;
}

/**
 * Sends a number of calls, `streams` at a time, the next one when one is answered. Raises an Error at the first answer
 * that is not as expected, when the server hangs up, and when time is up: there are no figures of a load that failed.
 */
export async function load(target: Target, shape: LoadShape): Promise<Load> {
  let reject: (error: Error) => void = () => {};
  const trouble = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  trouble.catch(() => undefined);
  const open: Connection[] = [];
  const { withinMs = 120_000 } = shape;
  const timer = setTimeout(() => reject(new Error(`the load took longer than ${withinMs} ms`)), withinMs);
  try {
    for (let number = 0; number < shape.connections; number += 1) open.push(await connection(target.address, reject));
    return await Promise.race([run(target, shape, open, reject), trouble]);
  } finally {
    clearTimeout(timer);
    for (const one of open) one.close();
  }
}

function run(
  target: Target,
  { requests, streams }: LoadShape,
  connections: readonly Connection[],
  fail: (error: Error) => void,
): Promise<Load> {
  const latencies = new Float64Array(requests);
  const began = performance.now();
  let [sent, answered] = [0, 0];
  return new Promise((resolve) => {
    const send = (line: Connection): void => {
      if (sent === requests) return;
      sent += 1;
      const { bytes, streamAt } = target.next();
      const at = performance.now();
      line.call(bytes, streamAt, (message) => {
        const now = performance.now();
        latencies[answered] = now - at;
        answered += 1;
        const problem = target.wrong(message);
        if (problem !== undefined) fail(new Error(problem));
        else if (answered === requests) resolve({ seconds: (now - began) / 1_000, latencies });
        else send(line);
      });
    };
    for (let number = 0; number < streams; number += 1) {
      const line = connections[number % connections.length];
      if (line) send(line);
    }
  });
}
