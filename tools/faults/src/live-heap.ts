import { readFileSync } from 'node:fs';
import { eventually } from '@platform/testing';
import type { Stage } from './stage.ts';

/** What a process of the house must be started with so that its heap can be looked at later, on any free port. */
export const inspectable = { NODE_OPTIONS: '--inspect-port=0' } as const;

/** A line to one process' inspector. */
export interface Heap {
  /** Bytes that are still reachable once everything else has been collected, those of buffers outside the heap too. */
  live(): Promise<number>;
  close(): void;
}

interface Reply {
  readonly id: number;
  readonly result?: { readonly usedSize?: number; readonly result?: { readonly value?: number } };
}

/** Opens the inspector of a process that was started `inspectable`. Raises an Error when it does not open. */
export async function heapOf({ house }: Stage, name: string): Promise<Heap> {
  house.process(name).kill('SIGUSR1');
  const address = await eventually(() => {
    const found = /Debugger listening on (ws:\S+)/.exec(readFileSync(house.logFile(name), 'utf8'))?.[1];
    if (!found) throw new Error(`${name} says nothing of an inspector in ${house.logFile(name)}`);
    return found;
  });
  const line = new WebSocket(address);
  await new Promise((resolve, reject) => {
    line.addEventListener('open', resolve, { once: true });
    line.addEventListener('error', () => reject(new Error(`no line to ${address}`)), { once: true });
  });
  let last = 0;
  const ask = (method: string, params = {}): Promise<Reply> => {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      const read = ({ data }: MessageEvent) => {
        const reply = JSON.parse(String(data)) as Reply;
        if (reply.id !== id) return;
        line.removeEventListener('message', read);
        resolve(reply);
      };
      line.addEventListener('message', read);
      line.send(JSON.stringify({ id, method, params }));
    });
  };
  return {
    live: async () => {
      await ask('HeapProfiler.collectGarbage');
      const heap = (await ask('Runtime.getHeapUsage')).result?.usedSize ?? Number.NaN;
      const outside = await ask('Runtime.evaluate', { expression: 'process.memoryUsage().external' });
      return heap + (outside.result?.result?.value ?? Number.NaN);
    },
    close: () => line.close(),
  };
}
