import { routes } from '@platform/console-api';
import * as contracts from '@platform/contracts';
import type { Definition } from '@platform/grpc';
import type { Offered } from './rpc-table.ts';

/** What differs between what there is and what is listed, in words; empty when nothing does. */
const difference = (what: string, there: readonly string[], listed: readonly string[]): readonly string[] => [
  ...there.filter((name) => !listed.includes(name)).map((name) => `${what} ${name} is not in the tenancy table`),
  ...listed.filter((name) => !there.includes(name)).map((name) => `the tenancy table has ${name}, which is no ${what}`),
];

/** Routes of the gateway without a row, and rows without a route. */
export const missingRoutes = (table: Readonly<Record<string, unknown>>): readonly string[] =>
  difference('route', Object.keys(routes), Object.keys(table));

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
