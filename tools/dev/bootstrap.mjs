// From a fresh clone to built code, with nothing but the machine's own Node and npm: no dependency may be used here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules/.bin');
const stamp = join(root, 'node_modules/.lock-sha256');

/** The repository's own Node where npm has brought one for this platform, else the one that runs this. */
export const node = () => (existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath);

/** What Node is not to warn of: kafkajs sets a timer to less than no time wherever a request is answered, and Node takes a millisecond. */
export const unwarned = '--disable-warning=TimeoutNegativeWarning';

/** A command of node_modules. */
export const tool = (name) => join(bin, name);

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
export const say = (line) => process.stdout.write(`${line}\n`);

/** What keeps a program from its work, and what the reader can do about it. */
class Trouble extends Error {
  constructor(what, remedy) {
    super(`${what}\n  remedy: ${remedy}`);
  }
}

/** Gives up with a message that names the remedy; what was started meanwhile is cleared away on the way out. */
export function fail(what, remedy) {
  throw new Trouble(what, remedy);
}
process.on('uncaughtException', (error) => {
  process.stderr.write(`\n${error instanceof Trouble ? error.message : error.stack}\n`);
  process.exit(1);
});

/** Runs a step, saying when it begins and how long it took; `work` gives a word about what it did. */
export async function step(name, work) {
  const began = performance.now();
  say(`▸ ${name}`);
  const word = await work();
  say(`  ${word ? `${word}, ` : ''}${seconds(began)}`);
}

/** The programs that run now; a signal that reaches us is theirs first. */
const running = new Set();
let stoppingSince = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => passOn(name));

/** Ctrl-C reaches us from the terminal and again through npm: what comes in the same moment is one wish. */
export function passOn(name) {
  if (running.size === 0) process.exit(1);
  if (stoppingSince && Date.now() - stoppingSince < 500) return;
  stoppingSince = Date.now();
  for (const child of running) child.kill(name === 'SIGHUP' ? 'SIGTERM' : name);
}
export const isStopping = () => stoppingSince > 0;

/** Starts a program in the repository's root; resolves with the child and with its exit status. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options, env: environment(options.env) });
  running.add(child);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code) => resolve(code ?? 1));
  }).finally(() => running.delete(child));
  return { child, ended };
}

export const run = (command, args, options) => start(command, args, options).ended;

/** Children find the repository's tools, and its Node, first. */
const environment = (env = {}) => ({ ...process.env, PATH: `${bin}:${process.env.PATH}`, ...env });

/** Dependencies and built code, each only when something has changed. */
export async function bootstrap({ build = true } = {}) {
  checkNode();
  await step('dependencies', dependencies);
  if (build) await built();
}

/** The code and the pages, built where something has changed. */
export const built = () => together([step('build', compile), step('pages', pages)]);

/** Waits for all of them, also where one fails: nothing is left at work. */
export async function together(steps) {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Whether the machine's Node is older than what is written here for it. */
export function nodeIsOld() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
}

function checkNode() {
  if (nodeIsOld())
    fail(
      `Node ${process.versions.node} is too old`,
      'install Node 20.19 or newer (https://nodejs.org); nothing else is needed',
    );
}

async function dependencies() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(hash)) return 'nothing to do';
  if ((await run('npm', ['ci', '--no-progress', '--loglevel=error'])) !== 0)
    fail('npm ci failed', 'read its message above; offline, a cache is needed: npm ci --prefer-offline');
  writeFileSync(stamp, hash);
  return 'installed from the lock file';
}

/** An install by hand leaves no stamp of ours, but npm's own record is newer than the lock file then. */
function isInstalled(hash) {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === hash;
  const record = join(root, 'node_modules/.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

async function compile() {
  if ((await run(tool('tsc'), ['-b'])) !== 0) fail('the code does not compile', 'mend the errors above');
  return 'the code is built';
}

/** The console's pages; Nx knows whether anything that they are made of has changed. */
async function pages() {
  const env = { NX_DAEMON: 'false', NX_TUI: 'false' };
  const stdio = ['ignore', 'ignore', 'inherit'];
  if ((await run(tool('nx'), ['build', '@platform/console-web', '--output-style=static'], { env, stdio })) !== 0)
    fail('the pages cannot be built', 'see why: npx nx build @platform/console-web');
  return 'the pages are built';
}
