// Checks that the generated documents are up to date and that every test that docs/requirements.md names exists.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const args = [
  '--conditions=source',
  'tools/docs/src/main.ts',
  ...(process.argv.includes('--write') ? [] : ['--check']),
];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
