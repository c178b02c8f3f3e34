/**
 * One instance finds two facts that differ, cannot ask an owner for a while, then another one looks after them; prints what
 * /metrics says each time.
 */
import { metricsText } from '@platform/telemetry';
import { captureLog, database, eventually } from '@platform/testing';
import type { Comparison } from '../../src/compare/comparison.ts';
import { everySoOften } from '../../src/compare/every-so-often.ts';

const { mongo, drop } = await database();
const found: Comparison = {
  kinds: { credential: { compared: 9, found: 2, repaired: 0, differing: 2 } },
  findings: [],
  unreachable: [],
};
let unreachable: readonly string[] = ['token'];
const compare = async () => ({ ...found, unreachable });
const often = everySoOften({ mongo, compare, everyMs: 20, log: captureLog().log, end: new AbortController() });
const line = async (name: string) => (await metricsText())?.split('\n').find((each) => each.startsWith(name));
const said = () => line('facts_differing{');
const secondsAgo = async () => Number((await line('facts_compared_seconds_ago'))?.split(' ').at(-1));

// Comparisons go on, and one owner is never heard.
const unheard = await eventually(async () => ((await secondsAgo()) > 1.5 ? secondsAgo() : false));
unreachable = [];
const heard = await eventually(async () => ((await secondsAgo()) < 1 ? secondsAgo() : false));

await often.now({ repair: false, ownersWin: false });
const asked = await said();
const another = { owner: 'another', until: new Date(Date.now() + 3_600_000) };
await mongo
  .collection<{ _id: string }>('leases')
  .updateOne({ _id: 'facts/compare' }, { $set: another }, { upsert: true });
const left = await eventually(async () => ((await said()) === asked ? false : said()));
process.stdout.write(JSON.stringify({ unheard, heard, asked, left }));
await often.stop();
await drop();
