// npm run doctor: what was found, what is missing, the command that mends it. Changes nothing.
import { existsSync } from 'node:fs';
import { node, nodeIsOld, root, run, unwarned } from './bootstrap.mjs';

const rows = [];
const row = (name, found, what, remedy) => rows.push({ name, found, what, remedy });

row(
  'node',
  `${process.versions.node} (${process.execPath})`,
  nodeIsOld() && 'too old',
  'install Node 20.19 or newer: https://nodejs.org',
);
const installed = existsSync(`${root}/node_modules/.package-lock.json`);
row('npm', installed ? 'dependencies are installed' : 'no node_modules', !installed && 'the dependencies', 'npm ci');

for (const { name, found, what, remedy } of rows) {
  console.log(`${what ? 'missing' : 'ok     '} ${name.padEnd(6)}${found}`);
  if (what) console.log(`             ${what}\n             mend: ${remedy}`);
}
const here = rows.some(({ what }) => what) ? 1 : 0;
const servers = await serversStatus();
process.exit(here || servers);

/** The servers are looked at by code that needs the dependencies and a Node that can read it. */
function serversStatus() {
  if (installed && !(nodeIsOld() && node() === process.execPath))
    return run(node(), ['--conditions=source', unwarned, 'infra/local/src/main.ts', 'doctor']);
  console.log('missing servers: mend the above first');
  return 1;
}
