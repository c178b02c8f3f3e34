import { describe, expect, test } from '@jest/globals';
import { missingRoutes, missingRpcs } from './missing.ts';
import { personas } from './people.ts';
import { routeTable } from './route-table.ts';
import { callers, rpcTable } from './rpc-table.ts';

const without = <T extends object>(record: T, name: string): Partial<T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) as Partial<T>;

describe('the tenancy table (Q-12)', () => {
  test('has every route, with a verdict for everybody', () => {
    expect(missingRoutes(routeTable)).toEqual([]);
    for (const [id, { verdicts }] of Object.entries(routeTable))
      expect([id, ...Object.keys(verdicts).sort()]).toEqual([id, ...[...personas].sort()]);
  });

  test('has every RPC of every contract, with a verdict for every caller', () => {
    expect(missingRpcs(rpcTable)).toEqual([]);
    for (const { rows } of rpcTable)
      for (const [method, { verdicts }] of Object.entries(rows))
        expect([method, ...Object.keys(verdicts).sort()]).toEqual([method, ...[...callers].sort()]);
  });

  test.each(Object.keys(routeTable))('says so when the route %s is forgotten', (id) => {
    expect(missingRoutes(without(routeTable, id))).toEqual([`route ${id} is not in the tenancy table`]);
  });

  test('says so when any RPC is forgotten, and when a row is about nothing', () => {
    for (const [at, offered] of rpcTable.entries()) {
      for (const method of Object.keys(offered.rows)) {
        const rest = rpcTable.filter(({ definition }, index) => index === at || definition !== offered.definition);
        const table = rest.map((one) => (one === offered ? { ...one, rows: without(one.rows, method) } : one));
        const path = offered.definition[method]?.path;
        expect(missingRpcs(table as typeof rpcTable)).toEqual([`RPC ${path} is not in the tenancy table`]);
      }
    }
    expect(missingRoutes({ ...routeTable, flyAway: {} })).toEqual(['the tenancy table has flyAway, which is no route']);
  });
});
