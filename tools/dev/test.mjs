// npm test: the whole suite, from a fresh clone, on real servers. `npm test -- apps/token` runs what matches alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { bootstrap, fail, isStopping, node, run, say, seconds, start, step, tool } from './bootstrap.mjs';
import { passes, summaryOf } from './summary.mjs';

const began = performance.now();
const nodeOptions = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
const patterns = process.argv.slice(2);
/** Journeys and faults use the whole machine, and kill and starve on purpose: one after the other, at the end. */
const wholeHouse = /\.journey\.spec\.tsx?$|\/tools\/faults\//;
const workers = Math.max(2, Math.min(4, cpus().length));

await bootstrap();
const scratch = mkdtempSync(join(tmpdir(), 'licensing-test-'));
let servers;
let total;
try {
  await step('servers', async () => {
    servers = await startServers();
  });
  const files = await testFiles();
  const together = files.filter((file) => !wholeHouse.test(file));
  const alone = files.filter((file) => wholeHouse.test(file));
  const parallel = await jest('specs and services', together, `--maxWorkers=${workers}`);
  const single = await jest('journeys and faults', alone, '--runInBand');
  total = summaryOf([parallel, single]);
} finally {
  await stopServers();
  rmSync(scratch, { recursive: true, force: true });
}
say(`\nin ${seconds(began)}, ${total.suites} files`);
for (const problem of total.problems) say(problem);
say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(passes(total) && !isStopping() ? 0 : 1);

/** The three servers in a process of their own; their URLs are what the tests look for. */
async function startServers() {
  if (process.env.TEST_MONGO_URL && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL)
    return { env: {}, stop: async () => {} };
  const main = [
    '--disable-warning=TimeoutNegativeWarning',
    'infra/local/dist/main.js',
    'start',
    '--data',
    join(scratch, 'servers'),
  ];
  const { child, ended } = start(node(), main, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true });
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => undefined),
  ]);
  if (!line) fail('the servers did not start', 'read the message above; npm run doctor');
  const { mongoUrl, brokers, redisUrl } = JSON.parse(line);
  const env = { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl };
  const stop = async () => {
    child.kill('SIGTERM');
    // Their guards stop the servers when the starter is gone, so insisting leaves nothing behind.
    const insist = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await ended;
    clearTimeout(insist);
  };
  return { env, stop };
}

async function stopServers() {
  await servers?.stop();
}

/** The specs that match the caller's patterns; all of them when there are none. */
async function testFiles() {
  const options = { env: nodeOptions, stdio: ['ignore', 'pipe', 'inherit'] };
  const { child, ended } = start(tool('jest'), ['--listTests', '--json', ...patterns], options);
  const listed = await text(child.stdout);
  if ((await ended) !== 0) fail('jest cannot list the tests', 'read its message above');
  return JSON.parse(listed).sort();
}

/** One run of jest; gives its report and exit status, or nothing when there is nothing to run. */
async function jest(name, files, workersOption) {
  if (files.length === 0 || isStopping()) return undefined;
  const output = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  // A spec that leaves a handle open must not hold up the whole suite.
  const args = [workersOption, '--forceExit', '--json', `--outputFile=${output}`, '--runTestsByPath', ...files];
  let status;
  await step(`${name}: ${files.length} files`, async () => {
    const options = { env: { ...servers.env, ...nodeOptions }, stdio: ['ignore', 'ignore', 'inherit'] };
    status = await run(tool('jest'), args, options);
  });
  return { name, status, report: reportIn(output) };
}

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
