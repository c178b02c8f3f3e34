import { cacheFolder } from './config.ts';
import { prepareFolder } from './data-folder.ts';
import { type Found, type Missing, type PartName, partNames } from './part.ts';
import { messageOf, ServerProblem } from './problem.ts';
import { parts } from './start-servers.ts';

/** What the doctor says about one thing: what was found, and what is missing with the command that mends it. */
export interface Finding {
  readonly name: string;
  readonly found: string;
  readonly missing: readonly Missing[];
}

/** Looks at the cache and at each server, changing nothing but empty folders. */
export async function examine(): Promise<readonly Finding[]> {
  const servers = partNames.map(async (name) => finding(name, await parts[name].find()));
  return Promise.all([cacheFinding(), ...servers]);
}

async function finding(name: PartName, found: Found): Promise<Finding> {
  const missing = found.source === 'environment' ? await silent(name, found.says) : found.missing;
  return { name, found: `${words[found.source]} ${found.says}`, missing };
}

const words: Readonly<Record<Found['source'], string>> = {
  environment: 'given by the environment:',
  path: 'on PATH:',
  cache: 'in the cache:',
  package: 'will be fetched:',
};

async function silent(name: PartName, url: string): Promise<readonly Missing[]> {
  const { variable, wait } = parts[name];
  return wait(url, 3_000).then(
    () => [],
    (error: unknown) => [
      { what: `nothing answers at ${url}: ${messageOf(error)}`, remedy: `start that server, or: unset ${variable}` },
    ],
  );
}

async function cacheFinding(): Promise<Finding> {
  const name = 'cache';
  try {
    await prepareFolder(cacheFolder());
    return { name, found: cacheFolder(), missing: [] };
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    return { name, found: cacheFolder(), missing: [{ what: error.what, remedy: `${error.remedy} (XDG_CACHE_HOME)` }] };
  }
}

/** The findings as text, one block each. */
export function report(findings: readonly Finding[]): string {
  return findings.map(block).join('\n');
}

function block({ name, found, missing }: Finding): string {
  const mark = missing.length === 0 ? 'ok     ' : 'missing';
  const lines = missing.flatMap(({ what, remedy }) => [`             ${what}`, `             mend: ${remedy}`]);
  return [`${mark} ${name.padEnd(6)}${found}`, ...lines].join('\n');
}
