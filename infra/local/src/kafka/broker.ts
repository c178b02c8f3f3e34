import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, installed } from '../cache.ts';
import type { Errand } from '../part.ts';
import { ServerProblem } from '../problem.ts';
import { atLeast, run, tail, versionIn, which } from '../tools.ts';
import type { Java } from './java.ts';

export const kafkaVersion = '4.3.1';
const folderName = `kafka-${kafkaVersion}`;
const oldest = [4, 0];
const pom = fileURLToPath(new URL('../../kafka/pom.xml', import.meta.url));
const jarList = fileURLToPath(new URL('../../kafka/jars.sha256', import.meta.url));

export interface Broker {
  /** The folder with Kafka's jars. */
  readonly libs: string;
  readonly says: string;
}

const broker = (libs: string): Broker => ({ libs, says: libs });

/** A Kafka distribution whose scripts are on PATH and which is new enough for a quorum of its own. */
export async function brokerOnPath(): Promise<Broker | undefined> {
  const script = which('kafka-server-start.sh');
  const libs = script && join(dirname(dirname(script)), 'libs');
  if (!libs || !existsSync(libs)) return undefined;
  const jar = readdirSync(libs).find((name) => /^kafka_2\.13-\d[\d.]*\.jar$/.test(name));
  const version = versionIn(jar?.split('-')[1] ?? '');
  return version && atLeast(version, oldest) ? broker(libs) : undefined;
}

export function cachedBroker(): Broker | undefined {
  const folder = cached(folderName);
  return folder ? broker(folder) : undefined;
}

/** What stands in the way of fetching Kafka, or undefined. */
export function fetchProblem(): ServerProblem | undefined {
  if (which('mvn') || canInstallMaven()) return undefined;
  return new ServerProblem('mvn is missing: it fetches Kafka', 'apt-get install -y maven (as root)');
}

const canInstallMaven = () => process.getuid?.() === 0 && which('apt-get') !== undefined;

/** Fetches Kafka's jars with Maven into the cache and checks each against the list. Raises ServerProblem. */
export async function fetchBroker(java: Java, errand: Errand): Promise<Broker> {
  const ready = cachedBroker();
  if (ready) return ready;
  await haveMaven(errand);
  errand.log(`kafka: fetching org.apache.kafka:kafka_2.13:${kafkaVersion}`);
  return broker(await installed(folderName, (folder) => copyJars(java, folder, errand.signal)));
}

async function haveMaven({ log, signal }: Errand): Promise<void> {
  const problem = fetchProblem();
  if (problem) throw problem;
  if (which('mvn')) return;
  log('kafka: installing maven with apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = await run('apt-get', ['install', '-y', 'maven'], { env, signal });
  if (apt.code !== 0)
    throw new ServerProblem(`apt-get could not install maven:\n${tail(apt.output)}`, 'apt-get update, then try again');
}

async function copyJars(java: Java, folder: string, signal: AbortSignal): Promise<void> {
  const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const env: Record<string, string> = java.home ? { JAVA_HOME: java.home } : {};
  const maven = await run('mvn', [...goal, `-DoutputDirectory=${folder}`], { env, signal });
  if (maven.code !== 0)
    throw new ServerProblem(
      `Maven could not fetch Kafka:\n${tail(maven.output)}`,
      'connect to a Maven repository (~/.m2/settings.xml) and try again, or put Kafka 4 on PATH',
    );
  await checkJars(folder, await readFile(jarList, 'utf8'));
}

/** Maven has no lock file: what it brought must be exactly the list, byte for byte. */
export async function checkJars(folder: string, list: string): Promise<void> {
  const wanted = new Map(
    list
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).reverse() as [string, string]),
  );
  const brought = (await readdir(folder)).filter((name) => name.endsWith('.jar'));
  const wrong = [...wanted.keys()].filter((name) => !brought.includes(name)).map((name) => `${name} is missing`);
  for (const name of brought) {
    const hash = createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
    if (wanted.get(name) !== hash) wrong.push(`${name} is not the one we know (${hash})`);
  }
  if (wrong.length > 0)
    throw new ServerProblem(
      `the jars of Kafka ${kafkaVersion} differ from infra/local/kafka/jars.sha256:\n${wrong.join('\n')}`,
      'use a Maven repository that serves the originals; after a change of pom.xml write the list anew',
    );
}
