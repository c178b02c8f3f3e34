import { parseArgs } from 'node:util';
import { examine, report } from './doctor.ts';
import { type PartName, partNames } from './part.ts';
import { messageOf, ServerProblem } from './problem.ts';
import { startServers } from './start-servers.ts';

const usage = `usage: main.ts doctor
       main.ts start --data DIR [--only mongo,kafka,redis]    runs until SIGTERM or SIGINT`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, only: { type: 'string', default: partNames.join(',') } },
});

try {
  process.exitCode = await command(positionals[0])();
} catch (error) {
  console.error(error instanceof ServerProblem ? error.message : error);
  process.exitCode = 1;
} finally {
  // Who listens for the starter's end holds its channel open, and an open channel keeps a process alive.
  if (process.connected) process.disconnect();
}

function command(name: string | undefined): () => Promise<number> {
  if (name === 'doctor') return doctor;
  if (name === 'start' && values.data) return () => start(values.data ?? '');
  throw new ServerProblem(usage, 'choose one of these');
}

async function doctor(): Promise<number> {
  const findings = await examine();
  console.log(report(findings));
  return findings.some(({ missing }) => missing.length > 0) ? 1 : 0;
}

async function start(dataDir: string): Promise<number> {
  const only = values.only.split(',').filter((name): name is PartName => partNames.some((known) => known === name));
  const over = new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => resolve(name));
    process.once('disconnect', () => resolve('the starter is gone'));
  });
  const servers = await startServers({ dataDir, only, log: (line) => console.error(line) });
  const { mongoUrl, brokers, redisUrl } = servers;
  console.log(JSON.stringify({ mongoUrl, brokers, redisUrl }));
  console.error(`stopping: ${await over}`);
  await servers.stop().catch((error: unknown) => console.error(messageOf(error)));
  return 0;
}
