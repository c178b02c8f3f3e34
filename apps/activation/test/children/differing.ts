/** One instance finds two facts that differ, then another one looks after them; prints what /metrics says each time. */
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
const compare = async () => found;
const often = everySoOften({ mongo, compare, everyMs: 20, log: captureLog().log, end: new AbortController() });
const said = async () => (await metricsText())?.split('\n').find((line) => line.startsWith('facts_differing{'));

await often.now({ repair: false, ownersWin: false });
const asked = await said();
const another = { owner: 'another', until: new Date(Date.now() + 3_600_000) };
await mongo
  .collection<{ _id: string }>('leases')
  .updateOne({ _id: 'facts/compare' }, { $set: another }, { upsert: true });
const left = await eventually(async () => ((await said()) === asked ? false : said()));
process.stdout.write(JSON.stringify({ asked, left }));
await often.stop();
await drop();
