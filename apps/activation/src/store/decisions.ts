import type { Mongo } from '@platform/mongo';
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

type Session = Parameters<Parameters<Mongo['transaction']>[0]>[0];

export function mongoDecisions(mongo: Mongo): Decisions {
  const decisions = mongo.collection<DecisionDocument>('decisions');
  const activations = mongo.collection<ActivationDocument>('activations');
  return {
    write: (entries) =>
      mongo.transaction(async (session) => {
        const fresh = await unknownTo(decisions, entries, session);
        if (fresh.length === 0) return;
        await decisions.insertMany(fresh.map(decisionDocument), { session });
        const born = await bear(activations, fresh, session);
        const owed = fresh.flatMap(({ record }) => outboxRowsOf(record, born.has(record.id)));
        await mongo.outbox.add(owed, session);
      }),
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
async function bear(activations: driver.Collection<ActivationDocument>, entries: readonly Entry[], session: Session) {
  const granted = activationsOf(entries);
  if (granted.length === 0) return new Set<string>();
  const { upsertedIds } = await activations.bulkWrite(
    granted.map(({ _id, lease, lease_not_after, ...first }) => ({
      updateOne: {
        filter: { _id },
        update: { $setOnInsert: first, $set: { lease }, $max: { lease_not_after } },
        upsert: true,
      },
    })),
    { session },
  );
  return new Set(Object.keys(upsertedIds).map((index) => granted[Number(index)]?.decision_id ?? ''));
}
