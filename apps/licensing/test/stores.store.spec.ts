import { afterAll, describe, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { database, storeSuite } from '@platform/testing';
import { memberJoined } from '../src/domain/hear-member.ts';
import { openPool } from '../src/domain/open-pool.ts';
import { seatId } from '../src/domain/seat.ts';
import { takeSeat } from '../src/domain/take-seat.ts';
import { poolStore } from '../src/store/pools.ts';
import { seatStore } from '../src/store/seats.ts';

const db = await database();
afterAll(() => db.drop());

describe('pools', () => {
  const workspaceId = 'ws_1';
  storeSuite(test, {
    database: db,
    open: poolStore,
    id: () => newId('lic'),
    born: (pool) => openPool(pool, { workspaceId, subscriptionId: 'sub_1', planCode: 'trial', total: 99, cap: 99 }),
    changed: (pool) => takeSeat(pool, { workspaceId, userId: newId('usr') }),
  });
});

describe('seats', () => {
  storeSuite(test, {
    database: db,
    open: seatStore,
    id: () => seatId(newId('ws'), newId('usr')),
    born: (seat) => memberJoined(seat, { first: true, sequence: 1 }),
    changed: (seat) => memberJoined(seat, { first: true, sequence: seat.heardSequence + 1 }),
  });
});
