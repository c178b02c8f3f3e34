// npm run doctor: what was found, what is missing, the command that mends it. Changes nothing.
import { existsSync } from 'node:fs';
import { node, root, run } from './bootstrap.mjs';

const rows = [];
const row = (name, found, what, remedy) => rows.push({ name, found, what, remedy });

const [major, minor] = process.versions.node.split('.').map(Number);
const old = major < 20 || (major === 20 && minor < 19);
row(
  'node',
  `${process.versions.node} (${process.execPath})`,
  old && 'too old',
  'install Node 20.19 or newer: https://nodejs.org',
);
const installed = existsSync(`${root}/node_modules/.package-lock.json`);
row('npm', installed ? 'dependencies are installed' : 'no node_modules', !installed && 'the dependencies', 'npm ci');

for (const { name, found, what, remedy } of rows) {
  console.log(`${what ? 'missing' : 'ok     '} ${name.padEnd(6)}${found}`);
  if (what) console.log(`             ${what}\n             mend: ${remedy}`);
}
let status = rows.some(({ what }) => what) ? 1 : 0;
if (installed)
  status ||= await run(node(), [
    '--conditions=source',
    '--disable-warning=TimeoutNegativeWarning',
    'infra/local/src/main.ts',
    'doctor',
  ]);
else console.log('missing servers: mend the above first');
process.exit(status);
