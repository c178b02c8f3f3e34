// npm test: the whole suite, from a fresh clone, on real servers. `npm test -- apps/token` runs what matches alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bootstrap, fail, isStopping, node, run, say, seconds, start, step, tool } from './bootstrap.mjs';
import { passes, summaryOf } from './summary.mjs';

const began = performance.now();
const patterns = process.argv.slice(2);
/** Journeys and faults use the whole machine, and kill and starve on purpose: one after the other, at the end. */
const wholeHouse = ['\\.journey\\.spec\\.tsx?$', 'tools/faults/'];
const workers = Math.max(2, Math.min(4, cpus().length));

await bootstrap();
const scratch = mkdtempSync(join(tmpdir(), 'licensing-test-'));
let servers;
let total;
try {
  await step('servers', async () => {
    servers = await startServers();
  });
  const parallel = await jest(
    'specs and services',
    ['--testPathIgnorePatterns', '/node_modules/', '/dist/', ...wholeHouse],
    `--maxWorkers=${workers}`,
  );
  const single = isStopping()
    ? undefined
    : await jest('journeys and faults', ['--testPathPatterns', ...wholeHouse], '--runInBand');
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
  const { child, ended } = start(node(), main, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => undefined),
  ]);
  if (!line) fail('the servers did not start', 'read the message above; npm run doctor');
  const { mongoUrl, brokers, redisUrl } = JSON.parse(line);
  const env = { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl };
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { env, stop };
}

async function stopServers() {
  await servers?.stop();
}

/** One run of jest; gives its report and exit status. */
async function jest(name, selection, workersOption) {
  const file = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const args = [
    ...selection,
    workersOption,
    '--json',
    `--outputFile=${file}`,
    '--passWithNoTests',
    ...chosen(selection),
  ];
  let status;
  await step(name, async () => {
    const options = {
      env: { ...servers.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
      stdio: ['ignore', 'ignore', 'inherit'],
    };
    status = await run(tool('jest'), args, options);
  });
  return { name, status, report: reportIn(file) };
}

/** Patterns of the caller narrow the choice; a second pattern list would replace the first. */
function chosen(selection) {
  if (patterns.length === 0) return [];
  return selection[0] === '--testPathPatterns' ? [] : ['--testPathPatterns', ...patterns];
}

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
