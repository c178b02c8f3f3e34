import { giveBackAtRest } from '../../src/give-back.ts';

const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
giveBackAtRest({ debug: tell }, { lookEveryMs: 100, quietLooks: 3 });

/** A rush: a hundred megabytes of what nobody needs any more after it. */
let kept: readonly object[] = Array.from({ length: 1_000_000 }, (_, index) => ({ index, text: `number ${index}` }));
tell({ rush: kept.length });
kept = [];

// It ends with whoever started it.
process.stdin.resume();
