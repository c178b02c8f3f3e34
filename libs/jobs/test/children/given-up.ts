/** One job that fails once and one that always fails; prints what /metrics says of them before and afterwards. */
import { metricsText } from '@platform/telemetry';
import { queue, worker } from '../../src/index.ts';
import { log, mail, place, sendMail } from '../given.ts';

const told = async () => ((await metricsText()) ?? '').split('\n').filter((line) => line.startsWith('job_runs_total'));

const url = await place();
const owed = queue(url, [sendMail], log);
const handle = async ({ notificationId }: { notificationId: string }, { attempt }: { attempt: number }) => {
  if (notificationId === 'ntf_2' || attempt === 1) throw new Error('no');
};
const hands = worker(url, [[sendMail, handle]], log);
const before = await told();
await owed.add(sendMail, mail(1));
await owed.add(sendMail, mail(2));
await hands.settle();
process.stdout.write(JSON.stringify({ before, after: await told() }));
await hands.stop();
await owed.close();
process.exit(0);
