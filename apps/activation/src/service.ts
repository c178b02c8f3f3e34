import { topicNames } from '@platform/contracts';
import { callerSigner, callerTrust, serve } from '@platform/grpc';
import { ensureTopics, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, refuse, systemClock } from '@platform/kernel';
import { connect, type Mongo, migrate } from '@platform/mongo';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import { activate } from './activate.ts';
import { comparer } from './compare/comparer.ts';
import { type Comparing, everySoOften } from './compare/every-so-often.ts';
import { connectOwners } from './compare/owners.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { mongoFacts } from './facts/facts.ts';
import { keptFacts } from './facts/kept-facts.ts';
import { appOf } from './http/app.ts';
import { listen } from './http/listen.ts';
import { joinInstances } from './instances/instances.ts';
import { placeOf } from './instances/place.ts';
import { underWay } from './instances/under-way.ts';
import { rateLimit } from './rate-limit.ts';
import { openJournal } from './record/journal.ts';
import { type Recorder, startRecorder } from './record/recorder.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { offers } from './rpc/index.ts';
import { mongoDecisions } from './store/decisions.ts';
import { migrations } from './store/migrations/index.ts';
import { watchUnwritten } from './telemetry.ts';

export interface Activation extends Running {
  readonly grpc: string;
  readonly http: string;
  readonly context: Context;
  /** Resolves when every decision so far is in the database and everything that was owed is delivered. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away or the journal's folder cannot be used; Kafka may come later. */
export async function startActivation(config: Config, given: Partial<Context> = {}): Promise<Activation> {
  const log = given.log ?? logger('activation', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  await migrate(mongo, migrations);
  const context = await contextOf(config, mongo, log, given);
  const { recorder, instances } = context;
  const outward = connectOutward(config, mongo, log);
  const comparing = compareFacts(config, mongo, context);
  if (config.FACTS_COMPARE_FIRST) await compareFirst(comparing);
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);

  const decide = context.underWay.around(activate(context));
  const docsUrl = new URL('/docs/errors', config.APP_URL).href;
  const door = { activate: decide, refuseMalformed: refuseMalformed(context), docsUrl };
  const app = appOf({ context, door, trustedProxies: config.TRUSTED_PROXIES, problems });
  const http = await listen(app, config.PUBLIC_HTTP_ADDRESS);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: offers(context, door, comparing.now),
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'activation' }),
  });
  const unwatch = watchUnwritten(recorder.unwritten);
  return {
    ...{ grpc: server.address, http: http.address, context, problems },
    settle: async () => {
      await recorder.flush();
      await outward.relay.settle();
    },
    stop: inOrder(
      server.stop,
      http.stop,
      comparing.stop,
      recorder.stop,
      instances.stop,
      outward.stop,
      unwatch,
      mongo.close,
    ),
  };
}

async function contextOf(config: Config, mongo: Mongo, log: Logger, given: Partial<Context>): Promise<Context> {
  const clock = given.clock ?? systemClock;
  const decisions = mongoDecisions(mongo);
  const recorder =
    given.recorder ?? startRecorder({ journal: openJournal(config.JOURNAL_DIR), write: decisions.write, log });
  const { all, active } = config.LEASE_SIGNING_KEYS;
  return {
    ...{ facts: mongoFacts(mongo), decisions, recorder, clock, log },
    ...(await join(config, mongo, recorder, log)),
    leases: { issuer: config.API_URL, key: active, hours: config.LEASE_HOURS, chance: Math.random },
    signingKeys: all,
    peppers: config.TOKEN_PEPPERS,
    rateLimit: rateLimit(
      { perCredential: config.ACTIVATIONS_PER_CREDENTIAL, perAddress: config.ACTIVATIONS_PER_ADDRESS },
      clock,
    ),
    deprecation: { deprecatedSince: new Date(config.LEGACY_DEPRECATED_SINCE), docsUrl: config.LEGACY_DOCS_URL },
    appUrl: config.APP_URL.replace(/\/$/, ''),
    ...given,
  };
}

/** Tells the other instances of this one, and this one of what it is about to decide. */
async function join(
  { JOURNAL_DIR, LEASE_SIGNING_KEYS: { active } }: Config,
  mongo: Mongo,
  recorder: Recorder,
  log: Logger,
) {
  const starts = underWay();
  const write = () => starts.settled().then(recorder.flush);
  const instances = await joinInstances({ mongo, place: placeOf(JOURNAL_DIR), kid: active.kid, write, log });
  return { underWay: starts, instances };
}

/** What the service owes others: events to Kafka. */
function connectOutward(config: Config, mongo: Mongo, log: Logger) {
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'activation', log });
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo, owner: newId('job'), deliver: { kafka: publisher.send }, log });
  const topics = topicNames.filter((topic) => topic.startsWith('activation.'));
  // The relay creates a topic that is missing when it first needs it; this only makes it early.
  ensureTopics(kafka, topics).catch((err: unknown) => log.warn({ err }, 'topics not ensured yet'));
  return { relay, stop: inOrder(relay.stop, publisher.close) };
}

/** Looks every so often whether the facts are what their owners say. No activation waits for it. */
function compareFacts(config: Config, mongo: Mongo, { facts, log }: Context): Comparing {
  const as = callerSigner({ issuer: 'activation', privateKey: config.CALLER_PRIVATE_KEY });
  const addresses = {
    token: config.TOKEN_ADDRESS,
    workspace: config.WORKSPACE_ADDRESS,
    licensing: config.LICENSING_ADDRESS,
  };
  const owners = connectOwners(addresses, as);
  const end = new AbortController();
  const compare = comparer({
    ...{ owners: owners.all, kept: keptFacts(mongo), facts, log, signal: end.signal },
    ...{ perSecond: config.FACTS_COMPARE_PER_SECOND, graceMs: config.FACTS_COMPARE_GRACE_MS },
  });
  const comparing = everySoOften({ mongo, compare, everyMs: config.FACTS_COMPARE_EVERY_MS, log, end });
  return { now: comparing.now, stop: inOrder(comparing.stop, async () => owners.close()) };
}

/** A database that comes from a backup may know rights as given that were taken away: nobody is answered before it is mended. */
async function compareFirst(comparing: Comparing): Promise<void> {
  const { unreachable } = await comparing.now({ repair: true, ownersWin: false });
  const [away] = unreachable;
  if (away !== undefined) throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: away } });
}
