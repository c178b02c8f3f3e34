// Checks the architecture's rules over the whole repository.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const args = [
  'libs',
  'apps',
  'infra/local',
  'tools',
  '--exclude',
  '(/fixtures/|/untagged/|/dist/|/gen/)',
  '--config',
  '.dependency-cruiser.cjs',
];

const { status, stdout, stderr } = spawnSync(process.execPath, [cruiser, ...args, '--output-type', 'err'], {
  cwd: root,
  encoding: 'utf8',
});
console.log(stdout.trim() || stderr.trim());
if (status !== 0)
  console.error('mend: import through the context or the package that the layer may use (docs/architecture.md)');
process.exit(status ?? 1);
