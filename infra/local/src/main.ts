import { parseArgs } from 'node:util';
import { examine, report } from './doctor.ts';
import { type PartName, partNames } from './part.ts';
import { ServerProblem } from './problem.ts';
import { startServers } from './start-servers.ts';
import { aborted } from './wait.ts';
import { whenAsked } from './when-asked.ts';

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
}
// What was given up may still wait for an answer.
process.exit();

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
  const asked = whenAsked();
  void aborted(asked).then(() => console.error(`stopping: ${asked.reason}`));
  try {
    const servers = await startServers({ dataDir, only, signal: asked, log: (line) => console.error(line) });
    const { mongoUrl, brokers, redisUrl } = servers;
    console.log(JSON.stringify({ mongoUrl, brokers, redisUrl }));
    await aborted(asked);
    await servers.stop();
  } catch (error) {
    // What was given up on the way is no trouble.
    if (!asked.aborted) throw error;
  }
  return 0;
}
