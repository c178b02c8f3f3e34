// Checks that the generated documents are up to date, and that every test, path and command that documents name exists.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const args = [
  '--conditions=source',
  'tools/docs/src/main.ts',
  ...(process.argv.includes('--write') ? [] : ['--check']),
];
// Defaults that hang on the environment are documented as on a machine without it.
const { XDG_CACHE_HOME: _, ...env } = process.env;
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
process.exit(status ?? 1);
