import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR, newId } from '@platform/kernel';
import { database } from '@platform/testing';
import type { Entry } from '../src/record/journal.ts';
import type { DecisionRecord } from '../src/record/record.ts';
import { mongoDecisions } from '../src/store/decisions.ts';
import type { ActivationDocument } from '../src/store/documents.ts';

const db = await database();
const decisions = mongoDecisions(db.mongo);
const kept = db.mongo.collection<{ _id: string }>('decisions');
const activations = db.mongo.collection<ActivationDocument>('activations');
const outbox = db.mongo.collection<{ _id: string; aggregate: string }>('outbox');
const start = Date.now();

function entryOf(record: DecisionRecord): Entry {
  return { record, json: JSON.stringify(record) };
}

/** A grant for a session, with a lease that lasts so many hours. */
function granted(session = newId('act'), hours = 1): Entry {
  const id = newId('dec');
  return entryOf({
    id,
    at: start,
    granted: true,
    reason: '',
    policy: 'p',
    workspaceId: newId('ws'),
    userId: newId('usr'),
    credentialId: newId('tok'),
    kind: 'developer',
    display: 'lsat_…a1B2',
    sessionId: session,
    machine: 'm',
    product: 'emulator',
    version: '4.0.0',
    system: 'linux',
    isDocker: false,
    ci: undefined,
    offline: [],
    activationId: session,
    lease: { id: newId('lse'), kid: 'key-1', notAfter: start + hours * HOUR },
    blocking: [],
    warnings: [],
    steps: [],
    revisions: {},
    door: 'grpc',
    ipPrefix: '',
    traceparent: '',
    latencyUs: 1,
  });
}

const idsOf = (entries: readonly Entry[]) => entries.map(({ record }) => record.id).sort();
const sorted = (names: readonly string[]) => [...names].sort();
/** The decisions of which others are told, each as often as that. */
const toldOf = async (entries: readonly Entry[]) => {
  const aggregates = entries.map(({ record }) => `decisions/${record.id}`);
  const rows = await outbox.find({ aggregate: { $in: aggregates } }).toArray();
  return sorted(rows.map(({ aggregate }) => aggregate.replace('decisions/', '')));
};
const writtenOf = async (entries: readonly Entry[]) => {
  const found = await kept.find({ _id: { $in: idsOf(entries) } }).toArray();
  return sorted(found.map(({ _id }) => _id));
};
const activationOf = ({ record }: Entry) => activations.findOne({ _id: record.activationId });

beforeAll(() => decisions.write([granted()]));
afterAll(() => db.drop());

describe('a decision is written once', () => {
  test('whether it comes again alone, beside new ones, or twice in one write', async () => {
    const [first, second, third] = [granted(), granted(), granted()];
    await decisions.write([first, second]);
    await decisions.write([first, second]);
    await decisions.write([second, third, third]);
    const all = [first, second, third];
    expect(await writtenOf(all)).toEqual(idsOf(all));
    expect(await toldOf(all)).toEqual(idsOf(all));
  });

  test('by all who write it at the same time', async () => {
    const all = Array.from({ length: 20 }, () => granted());
    await Promise.all([all, all.slice(0, 12), all.slice(8)].map(decisions.write));
    expect(await writtenOf(all)).toEqual(idsOf(all));
    expect(await toldOf(all)).toEqual(idsOf(all));
  });
});

describe('a session that comes again makes no second activation', () => {
  const session = () => newId('act');
  /** Of a lease of one hour, then of three, then of two. */
  const bornOnce = async (first: Entry, [longer, shorter]: readonly [Entry, Entry]) => {
    const { lease } = shorter.record;
    expect(await activationOf(first)).toMatchObject({
      decision_id: first.record.id,
      lease: { id: lease?.id, kid: lease?.kid },
      lease_not_after: new Date(start + 3 * HOUR),
    });
    expect(await toldOf([first, longer, shorter])).toEqual([first.record.id]);
  };

  test('its last lease is known, and that which lasts longest counts', async () => {
    const mine = session();
    const [first, longer, shorter] = [granted(mine, 1), granted(mine, 3), granted(mine, 2)];
    await decisions.write([first]);
    await decisions.write([longer]);
    await decisions.write([shorter, granted()]);
    await bornOnce(first, [longer, shorter]);
  });

  test('neither when all of it is written together', async () => {
    const mine = session();
    const [first, longer, shorter] = [granted(mine, 1), granted(mine, 3), granted(mine, 2)];
    await decisions.write([first, longer, shorter]);
    await bornOnce(first, [longer, shorter]);
  });

  test('nor when many write of it at once', async () => {
    const mine = session();
    const all = Array.from({ length: 8 }, (_, index) => granted(mine, 1 + index));
    await Promise.all(all.map((one) => decisions.write([one, granted()])));
    expect(await writtenOf(all)).toEqual(idsOf(all));
    expect(await toldOf(all)).toHaveLength(1);
    const [first] = all;
    expect((first && (await activationOf(first)))?.lease_not_after).toEqual(new Date(start + 8 * HOUR));
  });
});
