/** A relay that cannot deliver, a slow listener and a dead letter; prints what /metrics says meanwhile and afterwards. */
import { metricsText } from '@platform/telemetry';
import { database, eventually } from '@platform/testing';
import { ensureTopics, publish, startRelay } from '../../src/index.ts';
import { listen, log, newTopic, row, sharedKafka, shout } from '../given.ts';

const kafka = await sharedKafka();
const { mongo, drop } = await database();
const topic = newTopic();
await ensureTopics(kafka, [topic]);
const deliver = { kafka: () => Promise.reject(new Error('nobody takes it')) };
const relay = startRelay({ mongo, owner: 'measured', deliver, log });
const owed = row(topic, 1, { created_at: new Date(Date.now() - 40_000) });
await mongo.transaction((session) => mongo.outbox.add([owed], session));

let release = () => {};
const working = new Promise<void>((resolve) => {
  release = resolve;
});
const ears = await listen(kafka, topic, { Noted: () => working }, { group: 'test.measured' });
const publisher = publish(kafka, log);
await publisher.send([row(topic, 2)]);
await shout(kafka, topic, [{ key: 'ws_2', value: 'garbage' }]);
await eventually(() => ears.healthy());
const value = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(' ')
      .at(-1),
  );
const during = await eventually(async () => {
  const text = (await metricsText()) ?? '';
  if (!(value(text, 'consumer_lag_seconds{group="test.measured"}') > 1)) throw new Error(text);
  if (value(text, `dead_letters_waiting{topic="${topic}"}`) !== 1) throw new Error(text);
  return text;
});
release();
await ears.settle();
const after = await eventually(async () => {
  const text = (await metricsText()) ?? '';
  if (value(text, 'consumer_lag_seconds{group="test.measured"}') !== 0) throw new Error(text);
  return text;
});
process.stdout.write(JSON.stringify({ topic, during, after }));
await Promise.all([ears.stop(), relay.stop(), publisher.close()]);
await drop();
process.exit(0);
