import { connect, once } from '@platform/mongo';
import { counted, counters } from './counter.ts';

// A process of a service that is killed in the middle of a request: `node dying.ts URL DATABASE ID before|within|after`
const [url = '', database = '', id = '', when = ''] = process.argv.slice(2);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const mongo = await connect({ url, database, log });
const die = () => process.kill(process.pid, 'SIGKILL');

if (when === 'within') {
  await mongo.attempt(async (session) => {
    await mongo.collection<{ _id: string }>('counters').updateOne({ _id: id }, { $inc: { version: 1 } }, { session });
    die();
    await new Promise(() => {});
  });
}

await once({
  mongo,
  scope: { caller: 'usr_1', method: 'CountUp', key: id },
  requestHash: 'hash',
  patienceMs: 200,
  encode: (value: string) => Buffer.from(value),
  decode: String,
  run: async (run) => {
    if (when === 'before') die();
    const options = { once: run };
    await counters(mongo).change(
      id,
      (counter) => {
        run.answer(Buffer.from(`counted to ${counter.count + 1}`));
        return counted()(counter);
      },
      options,
    );
    if (when === 'after') die();
    return 'survived';
  },
});
