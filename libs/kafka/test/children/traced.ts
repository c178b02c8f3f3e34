import { currentTraceparent } from '@platform/telemetry';
import { publish } from '../../src/index.ts';
import { listen, log, newTopic, row, sharedKafka } from '../given.ts';

/** Sends a row with the given traceparent and prints the one that its handler runs in. */
const [traceparent = ''] = process.argv.slice(2);
const kafka = await sharedKafka();
const topic = newTopic();
const publisher = publish(kafka, log);
await publisher.send([row(topic, 1, { traceparent })]);
const ears = await listen(kafka, topic, { Noted: async () => void process.stdout.write(currentTraceparent()) });
await ears.settle();
await ears.stop();
await publisher.close();
process.exit(0);
