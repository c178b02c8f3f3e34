import { giveBackAtRest } from '../../src/give-back.ts';

const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
await giveBackAtRest({ debug: tell }, { lookEveryMs: 100, quietLooks: 3 });

/** A rush: a hundred megabytes of the heap and two hundred of the C library, of which some are needed after it. */
let objects: readonly object[] = Array.from({ length: 1_000_000 }, (_, index) => ({ index, text: `number ${index}` }));
let buffers = Array.from({ length: 50_000 }, () => Buffer.alloc(4_000, 1));
tell({ rush: objects.length + buffers.length });
objects = [];
buffers = buffers.filter((_, index) => index % 20 === 0);

// It ends with whoever started it.
process.stdin.on('end', () => tell({ kept: buffers.length })).resume();
