/** A Redis that answers, hangs, dies and comes back; prints what /metrics says of it each time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServers } from '@platform/local-servers';
import { metricsText } from '@platform/telemetry';
import { eventually } from '@platform/testing';
import { queue } from '../../src/index.ts';
import { log, mail, sendMail } from '../given.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'jobs-test-'));
const { redisUrl, parts, stop } = await startServers({ only: ['redis'], dataDir });
const server = parts.redis;
const pid = server?.pid();
if (!server || !pid) throw new Error('this needs a Redis of its own; unset REDIS_URL');
const owed = queue(redisUrl, [sendMail], log);
await eventually(() => owed.add(sendMail, mail(1)).then(() => true));

const told = async () =>
  ((await metricsText()) ?? '').split('\n').filter((line) => /^redis_up|^job_queue_jobs.*"waiting"/.test(line));
const up = await told();
process.kill(pid, 'SIGSTOP');
const hanging = await told();
process.kill(pid, 'SIGCONT');
await server.kill();
const dead = await told();
await server.start();
const back = await eventually(async () => {
  const lines = await told();
  return lines.includes('redis_up 1') ? lines : Promise.reject(new Error(lines.join('\n')));
});
process.stdout.write(JSON.stringify({ up, hanging, dead, back }));
await owed.close();
await stop();
await rm(dataDir, { recursive: true, force: true });
process.exit(0);
