// Gives every project the same three targets, so that no project has to repeat them: nx run-many -t build lint test.
import { dirname } from 'node:path';

const projects = '{libs,apps,tools}/*/package.json';

const targetsOf = (folder) => ({
  build: { command: `tsc -b ${folder}` },
  lint: { command: `biome ci ${folder}` },
  test: {
    command: `jest ${folder}/ --passWithNoTests`,
    options: { env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' } },
  },
});

export const name = 'platform-targets';
export const createNodesV2 = [
  `{infra/local/package.json,${projects}}`,
  (files) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: targetsOf(dirname(file)) } } }]),
];
