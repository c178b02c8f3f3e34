import { type Mongo, orLostRace } from '@platform/mongo';
import type { mongo as driver } from 'mongoose';
import { outboxRowsOf } from '../record/events.ts';
import type { Entry } from '../record/journal.ts';
import type { DecisionRecord } from '../record/record.ts';
import { type ActivationDocument, activationsOf, type DecisionDocument, decisionDocument } from './documents.ts';

export interface Outstanding {
  readonly count: number;
  readonly latestNotAfter: Date | undefined;
  /** Those whose leases last longest, at most `MOST_HOLDERS`. */
  readonly holders: readonly LeaseHolder[];
}

/** An emulator whose lease has not ended. */
export interface LeaseHolder {
  /** A pseudonym: the same for the same machine. */
  readonly machine: string;
  readonly productVersion: string;
  readonly activatedAt: Date;
  readonly leaseNotAfter: Date;
}

const MOST_HOLDERS = 10;

/** Decisions and activations in the database. */
export interface Decisions {
  /** Writes decisions, their activations and their events in one transaction. A decision that is there already changes nothing. */
  write(entries: readonly Entry[]): Promise<void>;
  find(workspaceId: string, decisionId: string): Promise<DecisionRecord | undefined>;
  /** Emulators whose lease for a credential has not ended. */
  outstanding(credentialId: string, now: Date): Promise<Outstanding>;
}

type Activations = driver.Collection<ActivationDocument>;
type Session = Parameters<Parameters<Mongo['transaction']>[0]>[0];

export function mongoDecisions(mongo: Mongo): Decisions {
  const decisions = mongo.collection<DecisionDocument>('decisions');
  const activations = mongo.collection<ActivationDocument>('activations');
  return {
    async write(entries) {
      let doubted = false;
      await mongo.transaction(async (session) => {
        // Nearly all are new. Which are not is asked when a first attempt has failed.
        const fresh = doubted ? await unknownTo(decisions, entries, session) : entries;
        doubted = true;
        if (fresh.length === 0) return;
        await orLostRace(decisions.insertMany(fresh.map(decisionDocument), { session }), 'decisions');
        const born = await bear(activations, fresh, session);
        const owed = fresh.flatMap(({ record }) => outboxRowsOf(record, born.has(record.id)));
        await mongo.outbox.add(owed, session);
      });
    },
    async find(workspaceId, decisionId) {
      const found = await decisions.findOne({ _id: decisionId, workspace_id: workspaceId });
      return found ? (JSON.parse(found.record) as DecisionRecord) : undefined;
    },
    async outstanding(credentialId, now) {
      const alive = { credential_id: credentialId, lease_not_after: { $gt: now } };
      const [count, longest] = await Promise.all([
        activations.countDocuments(alive),
        activations.find(alive).sort({ lease_not_after: -1 }).limit(MOST_HOLDERS).toArray(),
      ]);
      return { count, latestNotAfter: longest[0]?.lease_not_after, holders: longest.map(holderOf) };
    },
  };
}

const holderOf = ({ machine, version, at, lease_not_after }: ActivationDocument): LeaseHolder => ({
  machine,
  productVersion: version,
  activatedAt: at,
  leaseNotAfter: lease_not_after,
});

/** Those that are not in the database yet, each once: a journal may be written again after a crash. */
async function unknownTo(decisions: driver.Collection<DecisionDocument>, entries: readonly Entry[], session: Session) {
  const ids = entries.map(({ record }) => record.id);
  const known = await decisions.find({ _id: { $in: ids } }, { projection: { _id: 1 }, session }).toArray();
  const seen = new Set<string>(known.map(({ _id }) => _id));
  return entries.filter(({ record }) => !seen.has(record.id) && seen.add(record.id));
}

/** Gives the decisions that made an activation; those that came again for the same session only prolong its lease. */
async function bear(activations: Activations, entries: readonly Entry[], session: Session) {
  const granted = activationsOf(entries);
  if (granted.length === 0) return new Set<string>();
  const ids = granted.map(({ _id }) => _id);
  const there = await activations.find({ _id: { $in: ids } }, { projection: { _id: 1 }, session }).toArray();
  const known = new Set<string>(there.map(({ _id }) => _id));
  const born: ActivationDocument[] = [];
  const prolonged: ActivationDocument[] = [];
  for (const one of granted) {
    (known.has(one._id) ? prolonged : born).push(one);
    known.add(one._id);
  }
  // Whoever bears one of them meanwhile conflicts with what this transaction saw, and it is repeated.
  if (born.length > 0) await activations.insertMany(born, { session });
  if (prolonged.length > 0) await activations.bulkWrite(prolonged.map(prolong), { session });
  return new Set<string>(born.map(({ decision_id }) => decision_id));
}

const prolong = ({ _id, lease, lease_not_after }: ActivationDocument) => ({
  updateOne: { filter: { _id }, update: { $set: { lease }, $max: { lease_not_after } } },
});
