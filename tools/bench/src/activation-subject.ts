import { setTimeout as pause } from 'node:timers/promises';
import { activation } from '@platform/contracts';
import { peppers } from '@platform/credential';
import { type House, houseSecrets, startHouse } from '@platform/dev';
import type { ServerUrls } from '@platform/testing';
import { mongo } from 'mongoose';
import { type Holder, requestOf, tellFacts } from './holders.ts';
import { requests } from './requests.ts';
import type { Subject } from './subject.ts';

export const activationName = 'activation';
const path = activation.ActivationServiceService.activate.path;

/** One machine sends what thousands would: the limits count, but never refuse. */
export const generous = { ACTIVATIONS_PER_CREDENTIAL: '100000000', ACTIVATIONS_PER_ADDRESS: '100000000' };

export interface ActivationSubject extends Subject {
  /** Decisions in the database, and events that Kafka does not have yet. */
  kept(): Promise<{ readonly decisions: number; readonly unsent: number }>;
}

/** A house, and where it stands. */
export interface Place {
  readonly house: House;
  readonly servers: ServerUrls;
  readonly dataDir: string;
}

/** The real service as the only process of a house of its own; stopping the subject stops the house. */
export async function activationSubject(
  servers: ServerUrls,
  dataDir: string,
  holders: readonly Holder[],
  askers = holders,
): Promise<ActivationSubject> {
  const house = await startHouse({ servers, dataDir, only: [activationName], env: generous });
  try {
    const subject = await subjectIn({ house, servers, dataDir }, holders, askers);
    return { ...subject, stop: () => subject.stop().finally(() => house.stop()) };
  } catch (error) {
    await house.stop();
    throw error;
  }
}

/** Activation in a house that stands, with the facts of the holders told. `askers` activate in turns: the holders. */
export async function subjectIn(
  { house, servers, dataDir }: Place,
  holders: readonly Holder[],
  askers = holders,
): Promise<ActivationSubject> {
  const client = new mongo.MongoClient(servers.mongoUrl);
  const stop = () => client.close();
  try {
    const address = house.addresses[activationName] ?? '';
    const { callers: keys, variables } = await houseSecrets(dataDir);
    await tellFacts(holders, { address, keys, peppers: peppers(variables.TOKEN_PEPPERS) });
    const db = client.db(activationName);
    const before = await db.collection('decisions').countDocuments();
    return { ...subjectOf(house, requests(path, address, askers.map(requestOf)), db, before), address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `before`: how many decisions there were already. */
function subjectOf(house: House, next: Subject['next'], db: mongo.Db, before: number) {
  let asked = 0;
  // In this order: an event is written with its decision, so whoever sees the decision sees what is owed for it.
  const kept = async () => ({
    decisions: (await countOf(db.collection('decisions'), before + asked)) - before,
    unsent: await db.collection('outbox').countDocuments({ sent_at: null }),
  });
  return {
    name: activationName,
    pid: house.process(activationName).pid,
    next: () => {
      asked += 1;
      return next();
    },
    wrong: wrongAnswers(),
    kept,
    settle: () => settled(kept, () => asked),
  };
}

/** How many documents there are. The quick count may run ahead, since it knows no transactions: when it is enough, they are counted. */
async function countOf(collection: mongo.Collection, enough: number): Promise<number> {
  const quick = await collection.estimatedDocumentCount();
  return quick < enough ? quick : collection.countDocuments();
}

/** Every answer must begin as a granted one does; one in a thousand is read whole. */
function wrongAnswers(): (message: Buffer) => string | undefined {
  const granted = Buffer.of(0x08, 0x01);
  let count = 0;
  return (message) => {
    count += 1;
    if (!message.subarray(0, granted.length).equals(granted)) return 'an activation was refused or failed';
    return count % 1_000 === 1 ? wrongGrant(message) : undefined;
  };
}

function wrongGrant(message: Buffer): string | undefined {
  const { lease, decisionId } = activation.ActivateResponse.decode(message);
  return lease.split('.').length === 3 && decisionId !== '' ? undefined : 'an activation came without a lease';
}

/** Every decision is in the database and every event in Kafka. Raises an Error when that takes too long. */
async function settled(kept: ActivationSubject['kept'], asked: () => number, withinMs = 120_000): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const { decisions, unsent } = await kept();
    if (decisions === asked() && unsent === 0) return;
    if (Date.now() > end)
      throw new Error(`of ${asked()} decisions ${decisions} are in the database, and ${unsent} events are owed`);
    await pause(25);
  }
}
