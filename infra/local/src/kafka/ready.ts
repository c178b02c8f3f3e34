import { once } from 'node:events';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import { eventually, unlessAborted } from '../wait.ts';

const topic = 'local.ready';
/** A consumer leaves only when its pending fetch has come back, which takes 5 s by default on an empty topic. */
const probe = { groupId: 'local.ready', sessionTimeout: 6_000, maxWaitTimeInMs: 20 };

/** Settles when a cluster of somebody else names its brokers. Nothing is made or joined there: it is only asked. */
export async function namesBrokers(brokers: string, withinMs: number): Promise<void> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error(`no word in ${withinMs} ms`)), withinMs);
  // The client would ask whoever keeps silent again and again, and wait for half a minute each time.
  await unlessAborted(askForBrokers(brokers, withinMs), timeout.signal).finally(() => clearTimeout(timer));
}

async function askForBrokers(brokers: string, withinMs: number): Promise<void> {
  const admin = clientOf(brokers, withinMs).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect();
  }
}

/**
 * Joins a consumer group once, on a broker of our own. The first group ever makes the broker create its offsets topic, and until that is done
 * every client meets "coordinator not available": so the server is ready only after this.
 */
export async function joinsGroups(brokers: string, withinMs: number): Promise<void> {
  const kafka = clientOf(brokers, withinMs);
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
  await eventually(async () => {
    await joinOnce(kafka.consumer(probe), withinMs);
    return true;
  }, withinMs);
}

const clientOf = (brokers: string, withinMs: number): Kafka =>
  new Kafka({
    clientId: 'local-ready',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry: { initialRetryTime: 50, maxRetryTime: 250, retries: Math.ceil(withinMs / 250) },
  });

async function joinOnce(consumer: Consumer, withinMs: number): Promise<void> {
  const timeout = AbortSignal.timeout(withinMs);
  try {
    await consumer.connect();
    await consumer.subscribe({ topic });
    const joined = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      once(timeout, 'abort').then(() => reject(new Error(`no consumer group could be joined in ${withinMs} ms`)));
    });
    await consumer.run({ eachMessage: async () => undefined });
    await joined;
  } finally {
    await consumer.disconnect();
  }
}
