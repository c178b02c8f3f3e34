import { currentTraceparent, withTraceparent } from '@platform/telemetry';
import { queue, worker } from '../src/index.ts';
import { log, mail, sendMail } from './given.ts';

/** Adds a job within the given trace and prints the one that its handler runs in. */
const [url = '', traceparent = ''] = process.argv.slice(2);
const { add, close } = queue(url, [sendMail], log);
await withTraceparent(traceparent, 'a request', {}, () => add(sendMail, mail(1)));
const { settle, stop } = worker(url, [[sendMail, async () => void process.stdout.write(currentTraceparent())]], log);
await settle();
await Promise.all([stop(), close()]);
process.exit(0);
