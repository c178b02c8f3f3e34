// The whole suite on real servers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import {
  fail,
  isStopping,
  node,
  root,
  run,
  say,
  seconds,
  start,
  step,
  together,
  tool,
  unwarned,
} from './bootstrap.mjs';
import { passes, summaryOf } from './summary.mjs';

/** Journeys have houses of their own, and kill and starve them on purpose: two at a time, at the end. */
const wholeHouse = /\.journey\.spec\.tsx?$/;
/** Browser specs share one house. They come first, so that it need not listen to what other specs have told. */
const inBrowser = /\.browser\.spec\.tsx?$/;
const longestFirst = join(root, 'tools/dev/longest-first.mjs');
/** Specs wait for servers about as long as they work. */
const workers = Math.max(6, cpus().length);

/** What the environment gives, if anything: there is nothing to tell of it, and nothing to stop. */
const notOurs = { env: {}, stop: async () => {} };

let scratch;
let servers;
let house;
/** What the caller wants the tests to know. */
let asked = {};

/**
 * Runs what matches the patterns, or everything, with what `env` says besides, and tells how it went; gives the exit status.
 * `building` is what must be done before the first test; the servers start beside it.
 */
export async function suite(patterns, { began = performance.now(), env = {}, building = async () => {} } = {}) {
  asked = env;
  giveWay();
  const total = summaryOf(await runAll(patterns, building));
  say(`\nin ${seconds(began)}, ${total.suites} files`);
  for (const problem of total.problems) say(problem);
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return passes(total) && !isStopping() ? 0 : 1;
}

/**
 * Of all that we start, a program that wakes up waits until one at work has had its turn: on two processors the browser's specs changed
 * between programs a third less often, and took a tenth less processor time. It goes without where the system has no `chrt`.
 */
function giveWay() {
  spawnSync('chrt', ['--batch', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
}

/** Whatever goes wrong: when this has ended, the house and the servers are stopped and their data is gone. */
async function runAll(patterns, building) {
  scratch = mkdtempSync(join(tmpdir(), 'licensing-test-'));
  try {
    const starting = step('servers', async () => {
      servers = await startServers();
      return 'the servers answer';
    });
    await together([building(), starting]);
    return await runsOf(await testFiles(patterns));
  } finally {
    await house?.stop();
    await servers?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function runsOf(files) {
  const browsing = files.filter((file) => inBrowser.test(file));
  const together = files.filter((file) => !inBrowser.test(file) && !wholeHouse.test(file));
  const alone = files.filter((file) => !inBrowser.test(file) && wholeHouse.test(file));
  const shared = [await browserRing(browsing), await jest('specs and services', together, `--maxWorkers=${workers}`)];
  // A journey has servers of its own: those that all others shared would only take its processor time.
  await house?.stop();
  servers = leaving(servers);
  return [...shared, await jest('journeys and faults', alone, '--maxWorkers=2')];
}

/** The three servers in a process of their own, from its source, which is there before it is built; their URLs are what the tests look for. */
async function startServers() {
  if (process.env.TEST_MONGO_URL && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL) return notOurs;
  const main = [
    unwarned,
    '--conditions=source',
    'infra/local/src/main.ts',
    'start',
    '--data',
    join(scratch, 'servers'),
  ];
  const { told, stop } = await startProgram('the servers', main, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  });
  const { mongoUrl, brokers, redisUrl } = told;
  return { env: { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl }, stop };
}

/** One house for all browser specs, on the same servers; the one of the environment where there is one. */
async function startHouse() {
  if (process.env.TEST_HOUSE || (process.env.TEST_CONSOLE_URL && process.env.TEST_MAIL_URL)) return notOurs;
  const main = [unwarned, 'tools/journeys/dist/house-for-tests.js'];
  // It lives for as long as its input is open: however we end, it ends.
  const { told, stop } = await startProgram('the house', main, {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: servers.env,
  });
  const { consoleUrl, mailUrl } = told;
  return { env: { TEST_CONSOLE_URL: consoleUrl, TEST_MAIL_URL: mailUrl, TEST_HOUSE: JSON.stringify(told) }, stop };
}

/** A program of ours that says in one line of JSON where it can be found, and stops when it is told to. */
async function startProgram(name, main, options) {
  const { child, ended } = start(node(), main, options);
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => undefined),
  ]);
  if (!line) fail(`${name} did not start`, 'read the message above; npm run doctor');
  const stop = async () => {
    child.kill('SIGTERM');
    // Guards stop what it has started when it is gone, so insisting leaves nothing behind.
    const insist = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await ended;
    clearTimeout(insist);
  };
  return { told: JSON.parse(line), stop };
}

/** Three at a time: a page that is waited for leaves room for another. */
async function browserRing(files) {
  if (files.length === 0 || isStopping()) return undefined;
  await step('house', async () => {
    house = await startHouse();
  });
  const report = await jest('browser', files, '--maxWorkers=3', house.env);
  house = leaving(house);
  return report;
}

/** Stops beside what comes next; whoever stops it again waits until it has. */
function leaving({ stop }) {
  const gone = stop();
  return { ...notOurs, stop: () => gone };
}

/** The specs that match the caller's patterns; all of them when there are none. */
async function testFiles(patterns) {
  const options = { stdio: ['ignore', 'pipe', 'inherit'] };
  const { child, ended } = start(tool('jest'), ['--listTests', '--json', ...patterns], options);
  const listed = await text(child.stdout);
  if ((await ended) !== 0) fail('jest cannot list the tests', 'read its message above');
  return JSON.parse(listed).sort();
}

/** One run of jest; gives its report and exit status, or nothing when there is nothing to run. */
async function jest(name, files, workersOption, env = {}) {
  if (files.length === 0 || isStopping()) return undefined;
  const output = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  // A spec that leaves a handle open must not hold up the whole suite.
  const options = [workersOption, '--forceExit', `--testSequencer=${longestFirst}`];
  const args = [...options, '--json', `--outputFile=${output}`, '--runTestsByPath', ...files];
  let status;
  await step(`${name}: ${files.length} files`, async () => {
    const around = { env: { ...asked, ...servers.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] };
    status = await run(node(), [unwarned, tool('jest'), ...args], around);
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
