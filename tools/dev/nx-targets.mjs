// Gives every project the same three targets, so that no project has to repeat them: nx run-many -t build lint test.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projects = '{libs,apps,tools}/*/package.json';
const root = fileURLToPath(new URL('../..', import.meta.url));

const read = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

/**
 * A project is built after those that its tsconfig.json refers to. Its package.json names what its tests use, too, and that
 * goes in circles. One without a tsconfig.json is built by those that use it.
 */
function buildOf(folder) {
  if (!existsSync(join(root, folder, 'tsconfig.json'))) return {};
  const { references = [] } = read(folder, 'tsconfig.json');
  const dependsOn = references.map(({ path }) => ({
    target: 'build',
    projects: [read(folder, path, 'package.json').name],
  }));
  return { build: { command: `tsc -b ${folder}`, dependsOn } };
}

const targetsOf = (folder) => ({
  ...buildOf(folder),
  lint: { command: `biome ci ${folder}` },
  test: { command: `jest ${folder}/ --passWithNoTests` },
});

export const name = 'platform-targets';
export const createNodesV2 = [
  `{infra/local/package.json,${projects}}`,
  (files) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: targetsOf(dirname(file)) } } }]),
];
