import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../config.ts';
import type { Guarded } from '../guarded.ts';
import { launch } from '../launch.ts';
import { choosePort } from '../ports.ts';
import { eventually } from '../wait.ts';
import type { Broker } from './broker.ts';
import type { Java } from './java.ts';
import { serverProperties } from './properties.ts';
import { joinsGroups } from './ready.ts';

export interface BrokerStart {
  readonly java: Java;
  readonly broker: Broker;
  readonly folder: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

const clusterId = 'bGljZW5zaW5nLWxvY2FsLQ';
/** The status of a process that SIGKILL ended, perhaps in the middle of its archive. */
const killed = 137;

const heap = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xlog:disable'];

/** Formats the folder when it is new, starts the broker and waits until a group has been joined. */
export async function startBroker(start: BrokerStart): Promise<Guarded> {
  const { java, folder, port } = start;
  const controllerPort = await choosePort(folder, 'kafka-controller');
  const properties = join(folder, 'server.properties');
  await writeFile(properties, serverProperties({ port, controllerPort, folder }));
  await writeFile(join(folder, 'log4j2.properties'), logging);
  await format(folder);
  const archive = await classArchive(start);

  const args = [...heap, ...archive.read, ...archive.write, ...classPath(start), 'kafka.Kafka', properties];
  const server = await launch({ file: java.command, args }, start, async (starting) => {
    await eventually(async () => (await starting.output()).includes('Kafka Server started'), 60_000);
    await joinsGroups(`127.0.0.1:${port}`, 30_000);
  });
  // The archive is kept before a stop counts as done: whoever stops us may end right after.
  const stop = async () => {
    await server.stop();
    if ((await server.ended) !== killed) await archive.keep().catch(() => undefined);
  };
  return { ...server, stop };
}

const classPath = ({ broker, folder }: BrokerStart): readonly string[] => [
  `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
  '-cp',
  `${broker.libs}/*`,
];

/**
 * What Kafka wants to find in a folder before it stores anything there. Its own tool writes this, and settings that a broker without
 * them takes from its version; it needs as long as the broker itself needs to start.
 */
async function format(folder: string): Promise<void> {
  const store = join(folder, 'log');
  const properties = join(store, 'meta.properties');
  if (existsSync(properties)) return;
  await mkdir(store, { recursive: true });
  // Whole or not at all: a broker that finds half of it does not start.
  await writeFile(`${properties}.new`, `version=1\nnode.id=1\ncluster.id=${clusterId}\n`);
  await rename(`${properties}.new`, properties);
}

const logging = `rootLogger.level=INFO
rootLogger.appenderRef.console.ref=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
`;

/**
 * The class archive makes later starts twice as quick. It belongs to one Java and one set of jars; the first broker
 * that stops cleanly writes it beside, and a rename puts it where the next one finds it.
 */
async function classArchive({ java, broker, folder }: BrokerStart) {
  const key = createHash('sha256').update(`${java.command} ${java.version} ${broker.libs}`).digest('hex').slice(0, 12);
  const shared = join(cacheFolder(), `kafka-classes-${key}.jsa`);
  const fresh = join(folder, 'kafka.jsa');
  await rm(fresh, { force: true });
  if (existsSync(shared)) {
    return { read: ['-Xshare:auto', `-XX:SharedArchiveFile=${shared}`], write: [], keep: async () => {} };
  }
  return {
    read: [],
    write: [`-XX:ArchiveClassesAtExit=${fresh}`],
    keep: async () => {
      await mkdir(cacheFolder(), { recursive: true });
      await rename(fresh, `${shared}.${process.pid}`);
      await rename(`${shared}.${process.pid}`, shared);
    },
  };
}
