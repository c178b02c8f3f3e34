import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isCoded, newId } from '@platform/kernel';
import { connect } from '@platform/mongo';
import { captureLog, eventually, freePort, startServers } from '@platform/testing';
import { counted, counters, opened } from './counter.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'mongo-outage-'));
const servers = await startServers({ only: ['mongo'], dataDir });
const logged = captureLog();
const mongo = await connect({ url: servers.mongoUrl, database: 'outage', log: logged.log });

afterAll(async () => {
  await mongo.close();
  await servers.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('nobody answers: connecting says that the database is away', async () => {
  const url = `mongodb://127.0.0.1:${await freePort()}/?replicaSet=rs0`;
  await expect(connect({ url, database: 'x', log: logged.log })).rejects.toMatchObject({
    reason: 'DEPENDENCY_UNAVAILABLE',
    metadata: { service: 'mongodb', committed: 'false' },
  });
});

test('a connection that is closed is not lost', async () => {
  const closed = captureLog();
  const other = await connect({ url: servers.mongoUrl, database: 'closed', log: closed.log });
  await other.close();
  expect(closed.lines()).toEqual([]);
});

test('the database is killed under load: nothing acknowledged is lost, nothing counts twice, it goes on by itself', async () => {
  const store = counters(mongo);
  const { id } = await store.change(newId('tok'), opened());
  const load = { on: true, acknowledged: 0, unknown: 0, refused: 0 };
  const worker = async () => {
    while (load.on) {
      const outcome = await store.change(id, counted()).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) load.acknowledged += 1;
      else if (isCoded(outcome, 'DEPENDENCY_UNAVAILABLE') && outcome.metadata.committed === 'unknown')
        load.unknown += 1;
      else if (isCoded(outcome)) load.refused += 1;
      else throw outcome;
    }
  };
  const workers = [worker(), worker(), worker()];
  await eventually(() => load.acknowledged > 20);
  await servers.parts.mongo?.kill();
  const before = load.acknowledged;
  await servers.parts.mongo?.start();
  await eventually(() => load.acknowledged > before + 20);
  load.on = false;
  await Promise.all(workers);

  await mongo.ping();
  const count = (await store.find(id))?.state.count ?? 0;
  expect(count).toBeGreaterThanOrEqual(load.acknowledged);
  expect(count).toBeLessThanOrEqual(load.acknowledged + load.unknown);
  const rows = await mongo.outbox.unsentOf('kafka', [`counters/${id}`]);
  expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: count + 1 }, (_, index) => index + 1));
});

test('while the database is away every door says so, and an idle ping finds it back', async () => {
  const store = counters(mongo);
  await servers.parts.mongo?.kill();
  const away = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'mongodb' } };
  const doors = [mongo.ping(), store.find('x'), store.list({}), store.findOne({}), store.change('x', opened())];
  const outcomes = await Promise.allSettled(doors);
  expect(outcomes).toEqual(
    doors.map(() => ({ status: 'rejected', reason: expect.objectContaining({ reason: away.reason }) })),
  );

  await servers.parts.mongo?.start();
  await eventually(() => mongo.ping());
  expect(logged.lines().map((line) => line.msg)).toContain('database connection lost');
});
