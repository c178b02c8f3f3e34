import { mkdir, readFile, readlink, realpath, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storageProblem } from './cache.ts';
import { ServerProblem } from './problem.ts';
import { isAlive, signal } from './processes.ts';
import { eventually } from './wait.ts';

/** Less than this and a server would start only to die of a full disk in the middle of a write. */
export const leastRoom = 300 * 1024 * 1024;

/** Makes the folder, proves that we may write there and that there is room. Raises ServerProblem. */
export async function prepareFolder(folder: string, room = leastRoom): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, '.probe');
    await writeFile(probe, 'can we write here?');
    await rm(probe);
  } catch (error) {
    throw storageProblem(error, folder, 'choose a data folder on a disk you may write to');
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < room)
    throw new ServerProblem(
      `only ${Math.floor((bavail * bsize) / 1e6)} MB are free for ${folder}, ${Math.ceil(room / 1e6)} MB are needed`,
      'free some space, or choose a data folder on a larger disk',
    );
}

export const pidFile = (folder: string): string => join(folder, 'server.pid');

/**
 * Looks at who used this data folder before. A dead one's pid file is forgotten; an orphan (its guard is gone) is
 * stopped; one whose guard is about to stop it is waited for; one that is looked after by somebody else is a problem.
 */
export async function claimFolder(folder: string): Promise<void> {
  const pid = Number(await readFile(pidFile(folder), 'utf8').catch(() => '0'));
  if (pid > 0 && (await runsFor(pid, folder))) {
    if (!(await isGuarded(pid))) signal(pid, 'SIGTERM');
    await eventually(async () => !(await runsFor(pid, folder)), 5_000).catch(() => {
      throw new ServerProblem(
        `${folder} is in use by process ${pid}`,
        'stop the other house first (Ctrl-C where it runs), or choose another data folder',
      );
    });
  }
  await rm(pidFile(folder), { force: true });
}

/**
 * Pids are reused: only a living process that works in this folder counts. Its command line would not do, since Redis
 * rewrites it.
 */
async function runsFor(pid: number, folder: string): Promise<boolean> {
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  return isAlive(pid) && workingFolder === (await realpath(folder));
}

async function isGuarded(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  return (await commandLine(parent)).includes('guard.sh');
}

const commandLine = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
