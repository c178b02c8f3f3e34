// The table that the console's client calls by: operation id → method and path, from the gateway's OpenAPI document.
// usage: node --conditions=source tools/codegen/console-paths.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRoutes, openApiOf } from '../../libs/console-api/src/index.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const file = 'apps/console-web/src/api/gen/paths.ts';
const rows = Object.entries(openApiOf(allRoutes).paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => `  ${operationId}: ['${method}', '${path}'],`),
);
const text = [
  '// Made by tools/codegen/console-paths.mjs from the OpenAPI document; npm run codegen.',
  '/** Method and path of every operation of the gateway. */',
  'export const paths = {',
  ...rows.sort(),
  '} as const satisfies Record<string, readonly [method: string, path: string]>;',
  '',
].join('\n');

const stands = () => {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return '';
  }
};
if (!process.argv.includes('--check')) writeFileSync(join(root, file), text);
else if (stands() !== text) {
  console.error(`out of date: ${file}\nmend: npm run codegen`);
  process.exit(1);
}
console.log(`${rows.length} operations`);
