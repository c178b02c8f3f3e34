import { setTimeout } from 'node:timers/promises';
import { giveBackAtRest } from '../../src/give-back.ts';

const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const lookEveryMs = 100;
let buffers: readonly Buffer[] = [];

/** A hundred megabytes of the heap and two hundred of the C library, of which some are needed after it. */
function rush(): void {
  const objects = Array.from({ length: 1_000_000 }, (_, index) => ({ index, text: `number ${index}` }));
  buffers = Array.from({ length: 50_000 }, () => Buffer.alloc(4_000, 1));
  tell({ rush: objects.length + buffers.length });
  buffers = buffers.filter((_, index) => index % 20 === 0);
}

/** Much to do, and hardly a byte for it. */
function work(): void {
  const until = performance.now() + 3 * lookEveryMs;
  let rounds = 0;
  while (performance.now() < until) rounds += 1;
  tell({ worked: rounds > 0 });
}

async function workAndRush(): Promise<void> {
  work();
  await setTimeout(15 * lookEveryMs);
  rush();
}

let again = true;
const debug = (what: object) => {
  tell(what);
  if (!again) return;
  again = false;
  void workAndRush();
};
await giveBackAtRest({ debug }, { lookEveryMs, quietLooks: 3 });
rush();

// It ends with whoever started it.
process.stdin.on('end', () => tell({ kept: buffers.length })).resume();
