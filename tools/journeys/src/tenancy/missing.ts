import { type RouteId, routes } from '@platform/console-api';
import * as contracts from '@platform/contracts';
import type { Definition } from '@platform/grpc';
import type { Offered } from './rpc-table.ts';
import { numbered } from './ways-in.ts';

/** What differs between what there is and what is listed, in words; empty when nothing does. */
const difference = (what: string, there: readonly string[], listed: readonly string[]): readonly string[] => [
  ...there.filter((name) => !listed.includes(name)).map((name) => `${what} ${name} is not in the tenancy table`),
  ...listed.filter((name) => !there.includes(name)).map((name) => `the tenancy table has ${name}, which is no ${what}`),
];

/** Routes of the console's API without a row, and rows without a route. */
export const missingRoutes = (table: Readonly<Record<string, unknown>>): readonly string[] =>
  difference('route', Object.keys(routes), Object.keys(table));

/** How a route of the console's API is mounted. */
export const wayOf = (id: RouteId): string => `${routes[id].method.toUpperCase()} ${routes[id].path}`;

/** Ways into a server that nobody has listed, and what is listed and does not exist. */
export const missingWays = (ways: readonly string[], listed: readonly string[]): readonly string[] =>
  difference('way in', ways, numbered(listed));

/** Every service that the contracts define. */
const definitions = Object.values(contracts).flatMap((space) =>
  Object.entries(space as object)
    .filter(([name, value]) => name.endsWith('ServiceService') && typeof value === 'object')
    .map(([, value]) => value as Definition),
);

/** RPCs of all contracts without a row, and rows without an RPC. */
export function missingRpcs(table: readonly Offered[]): readonly string[] {
  const pathsOf = (definition: Definition) => Object.values(definition).map(({ path }) => path);
  const listed = table.flatMap(({ definition, rows }) =>
    Object.keys(rows).map((method) => definition[method]?.path ?? `/?/${method}`),
  );
  return difference('RPC', definitions.flatMap(pathsOf), [...new Set(listed)]);
}
