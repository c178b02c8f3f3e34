import { describe, expect, test } from '@jest/globals';
import type { RouteId } from '@platform/console-api';
import { missingRoutes, missingRpcs, missingWays, wayOf } from './missing.ts';
import { bareActivation, bareGateway } from './mounted.ts';
import { activationGuards, activationTable, gatewayGuards, gatewayTable } from './other-table.ts';
import { personas } from './people.ts';
import { routeTable } from './route-table.ts';
import { callers, rpcTable } from './rpc-table.ts';
import { waysInto } from './ways-in.ts';

const without = <T extends object>(record: T, name: string): Partial<T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) as Partial<T>;

const ofGateway = [
  ...(Object.keys(routeTable) as RouteId[]).map(wayOf),
  ...Object.keys(gatewayTable),
  ...gatewayGuards,
];
const ofActivation = [...Object.keys(activationTable), ...activationGuards];

describe('the tenancy table (Q-12)', () => {
  test('has every route, with a verdict for everybody', () => {
    expect(missingRoutes(routeTable)).toEqual([]);
    for (const [id, { verdicts }] of Object.entries({ ...routeTable, ...gatewayTable, ...activationTable }))
      expect([id, ...Object.keys(verdicts).sort()]).toEqual([id, ...[...personas].sort()]);
  });

  test('has every way into the gateway and into activation that is mounted', () => {
    expect(missingWays(waysInto(bareGateway()), ofGateway)).toEqual([]);
    expect(missingWays(waysInto(bareActivation()), ofActivation)).toEqual([]);
  });

  test.each([
    ['gateway', bareGateway, ofGateway],
    ['activation', bareActivation, ofActivation],
  ])(
    'says so when something is mounted on the %s without a row, be it a route or what sees all requests',
    (_name, bare, listed) => {
      const app = bare();
      app.get('/v1/x', () => {});
      app.all('/v1/x/:id\\:do', () => {});
      app.use('/v1/y', () => {});
      app.use(() => {});
      const all = listed.filter((way) => way === 'USE / <anonymous>').length;
      expect(missingWays(waysInto(app), listed)).toEqual(
        ['GET /v1/x', 'ALL /v1/x/{id}:do', 'USE /v1/y <anonymous>', `USE / <anonymous> (${all + 1})`].map(
          (way) => `way in ${way} is not in the tenancy table`,
        ),
      );
      expect(missingWays([], listed)).toHaveLength(listed.length);
    },
  );

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
