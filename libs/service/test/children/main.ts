/** A service whose behaviour a test chooses and steers by lines on standard input. */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { address, readConfig, url } from '@platform/config';
import { inOrder, type Running, run } from '@platform/service';
import { z } from 'zod';

const schema = z.object({
  HTTP_ADDRESS: address().default('127.0.0.1:0').describe('Health.'),
  MONGO_URL: url('mongodb').describe('The database.'),
  WORK_ADDRESS: address().describe('Where work is served.'),
  BEHAVIOUR: z.string().default('plain').describe('What goes wrong.'),
});
type Config = z.infer<typeof schema>;

const say = (line: string) => process.stdout.write(`${JSON.stringify({ msg: line })}\n`);
const heard = new Map<string, () => void>();
const hear = (line: string) => new Promise<void>((resolve) => heard.set(line, resolve));

async function start({ BEHAVIOUR }: Config): Promise<Running> {
  if (process.env.HOUSE_CHILD !== '1') createInterface(process.stdin).on('line', (line) => heard.get(line)?.());
  if (BEHAVIOUR === 'fails') throw new Error('the database is not there, password=hunter2');
  if (BEHAVIOUR === 'starts-slowly') {
    say('starting');
    await hear('go on');
  }
  const problems: string[] = BEHAVIOUR === 'not-ready' ? ['Kafka is away'] : [];
  void hear('well').then(() => problems.splice(0));
  void hear('throw').then(() =>
    setImmediate(() => {
      throw new Error('nobody catches this');
    }),
  );
  void hear('reject').then(() => void Promise.reject(new Error('nobody handles this')));
  const server = createServer(async (_request, response) => {
    const released = hear('release');
    say('working');
    await released;
    response.end('done');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const closed = () => new Promise((resolve) => server.close(resolve));
  const stuck = () => (BEHAVIOUR === 'stuck' ? new Promise(() => setInterval(() => undefined, 1_000)) : undefined);
  const broken = () => {
    if (BEHAVIOUR === 'stops-badly') throw new Error('cannot close');
  };
  const stop = inOrder(
    () => say('doors'),
    closed,
    () => say('ears'),
    stuck,
    broken,
    () => say('database'),
  );
  return { stop, problems: () => problems, http: `127.0.0.1:${port}` };
}

await run({ name: 'example', readConfig: () => readConfig(schema), start });
