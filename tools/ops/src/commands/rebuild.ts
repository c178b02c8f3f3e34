import { type GroupPlace, type Kafka, kafkaClient, placeGroup } from '@platform/kafka';
import { connect, type Mongo } from '@platform/mongo';
import { logger } from '@platform/telemetry';
import type { Admin } from 'kafkajs';
import type { Config } from '../config.ts';
import { OpsProblem } from '../problem.ts';
import { type Projection, projections } from '../projections.ts';
import { mustBeStopped } from '../stopped.ts';

export interface RebuildOptions {
  readonly name: string;
  /** Rebuilds although the topics no longer hold their beginning. */
  readonly fromWhatIsLeft: boolean;
  readonly say: (line: string) => void;
}

/**
 * Empties a projection and sends its consumer back to the beginning of its topics; the service fills it when it starts again.
 * Raises PROJECTION_UNKNOWN, SERVICE_RUNS, HISTORY_INCOMPLETE.
 */
export async function rebuild(config: Config, { name, fromWhatIsLeft, say }: RebuildOptions): Promise<void> {
  const projection = projections[name];
  if (!projection) {
    throw new OpsProblem(
      'PROJECTION_UNKNOWN',
      `${name} is no projection.`,
      `Give one of ${Object.keys(projections).join(', ')}.`,
    );
  }
  const log = logger('ops', { level: 'warn' });
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'ops', log });
  const mongo = await connect({ url: config.MONGO_URL, database: projection.database, log });
  try {
    await withAdmin(kafka, async (admin) => {
      await mustBeStopped(admin, projection.group);
      const topics = await topicsOf(admin, projection.group);
      if (!fromWhatIsLeft) await mustBeWhole(admin, topics);
      const forgotten = await empty(mongo, projection);
      await placeGroup(kafka, projection.group, await beginningsOf(admin, topics));
      say(`${name}: ${forgotten} entries forgotten; ${projection.group} begins again at ${topics.length} topics`);
      say(`Start ${projection.database}: it is whole again when ${projection.group} has no lag.`);
    });
  } finally {
    await mongo.close();
  }
}

async function withAdmin(kafka: Kafka, work: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

async function topicsOf(admin: Admin, groupId: string): Promise<readonly string[]> {
  return (await admin.fetchOffsets({ groupId })).map(({ topic }) => topic);
}

async function beginningsOf(admin: Admin, topics: readonly string[]): Promise<readonly GroupPlace[]> {
  const all = topics.map(async (topic) =>
    (await admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ topic, partition, offset: low })),
  );
  return (await Promise.all(all)).flat();
}

/** Topics keep their events for 30 days: a projection that is older cannot be made from them alone. */
async function mustBeWhole(admin: Admin, topics: readonly string[]): Promise<void> {
  for (const topic of topics) {
    const offsets = await admin.fetchTopicOffsets(topic);
    if (offsets.every(({ low }) => low === '0')) continue;
    throw new OpsProblem(
      'HISTORY_INCOMPLETE',
      `${topic} no longer holds its first events.`,
      'Restore the database from a backup instead; --from-what-is-left rebuilds from what there is.',
    );
  }
}

/** The inbox first: a crash in between leaves a projection that the next run of this command empties again. */
async function empty(mongo: Mongo, { collection, consumer }: Projection): Promise<number> {
  if (consumer) await mongo.collection<{ _id: string }>('inbox').deleteMany({ _id: { $regex: `^${consumer}:` } });
  return (await mongo.collection(collection).deleteMany({})).deletedCount;
}
