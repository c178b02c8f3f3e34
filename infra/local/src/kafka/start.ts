import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../config.ts';
import type { Guarded } from '../guarded.ts';
import { launch } from '../launch.ts';
import { choosePort } from '../ports.ts';
import { ServerProblem } from '../problem.ts';
import { run, tail } from '../tools.ts';
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
  const archive = await classArchive(start);
  await format(start, properties, archive.read);

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

async function format(start: BrokerStart, properties: string, archive: readonly string[]): Promise<void> {
  await writeFile(join(start.folder, 'log4j2.properties'), logging);
  if (existsSync(join(start.folder, 'log/meta.properties'))) return;
  const tool = ['kafka.tools.StorageTool', 'format', '--standalone', '--ignore-formatted', '-t', clusterId];
  const quick = ['-Xshare:auto', ...archive, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const made = await run(start.java.command, [...quick, ...classPath(start), ...tool, '-c', properties], {
    signal: start.signal,
  });
  if (made.code !== 0)
    throw new ServerProblem(`Kafka cannot format ${start.folder}:\n${tail(made.output)}`, 'choose another data folder');
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
