// npm run check: everything that can be said about the code without running it. All steps run; any failure fails.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, isStopping, node, root, run, say, seconds, tool } from './bootstrap.mjs';

const script =
  (path, ...args) =>
  () =>
    run(node(), [join(root, path), ...args]);

/** For scripts that read the libraries' sources. */
const source =
  (path, ...args) =>
  () =>
    run(node(), ['--conditions=source', join(root, path), ...args]);

const steps = [
  ['format and lint', () => run(tool('biome'), ['ci', '--colors=off', '--error-on-warnings', '.'])],
  ['types', () => run(tool('tsc'), ['-p', 'tsconfig.check.json'])],
  ['types: console', () => run(tool('tsc'), ['-p', 'apps/console-web/tsconfig.json'])],
  ['types: tests of the console', () => run(tool('tsc'), ['-p', 'apps/console-web/tsconfig.test.json'])],
  ['boundaries', script('tools/boundaries/check.mjs')],
  ['contracts: lint', () => run(tool('buf'), ['lint'])],
  ['contracts: nothing breaks', breaking],
  ['generated: contracts', contractsAreFresh],
  ['generated: reasons', script('tools/codegen/reasons.mjs', '--check')],
  ["generated: the console's operations", source('tools/codegen/console-paths.mjs', '--check')],
  ['generated: project references', script('tools/codegen/sync-references.mjs', '--check')],
  ['documents', script('tools/docs/check.mjs')],
];

/** What was promised on main stays promised. Without a main to compare with there is nothing to break. */
async function breaking() {
  const before = promised();
  if (!before) {
    say('  no main with contracts to compare with');
    return 0;
  }
  return inScratch(async (folder) => {
    const archive = execFileSync('git', ['archive', before, 'proto', 'buf.yaml'], { cwd: root, maxBuffer: 1e8 });
    const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive, stdio: ['pipe', 'inherit', 'inherit'] });
    return unpacked.status === 0 ? run(tool('buf'), ['breaking', '--against', folder]) : 1;
  });
}

/** Main; on main itself, what stood there before its contracts were last changed: nothing can differ from itself. */
function promised() {
  const main = ['origin/main', 'main'].find(hasContracts);
  if (!main || git('rev-parse', main) !== git('rev-parse', 'HEAD')) return main;
  const last = git('log', '-1', '--format=%H', '--', 'proto');
  return hasContracts(`${last}^`) ? `${last}^` : main;
}

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

const hasContracts = (ref) =>
  spawnSync('git', ['cat-file', '-e', `${ref}:proto`], { cwd: root, stdio: 'ignore' }).status === 0;

/** The committed code is what the contracts generate, no file more or less. */
function contractsAreFresh() {
  return inScratch(async (folder) => {
    const generated = join(folder, 'libs/contracts/src/gen');
    mkdirSync(generated, { recursive: true });
    const status = await run(tool('buf'), ['generate', '--output', folder]);
    if (status !== 0) return status;
    const same = await run('diff', ['-r', '--brief', generated, join(root, 'libs/contracts/src/gen')]);
    if (same !== 0) say('  mend: npx buf generate');
    return existsSync(join(generated, '..')) ? same : 1;
  });
}

async function inScratch(work) {
  const folder = mkdtempSync(join(tmpdir(), 'licensing-check-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await bootstrap({ build: false });
const failed = [];
for (const [name, work] of steps) {
  if (isStopping()) process.exit(1);
  const began = performance.now();
  say(`▸ ${name}`);
  const status = await work();
  say(`  ${status === 0 ? 'ok' : 'FAILED'}, ${seconds(began)}`);
  if (status !== 0) failed.push(name);
}
say(failed.length === 0 ? `\nall ${steps.length} checks pass` : `\nfailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
