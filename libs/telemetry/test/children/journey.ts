/** A small service of its own: an HTTP server that works in a span and calls itself. Run with the --import file. */
import { createServer, get } from 'node:http';
import { currentTraceparent, flushTraces, logger, span, withTraceparent } from '@platform/telemetry';

const log = logger('journey');
const carried = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const server = createServer((request, response) => {
  void span('work', { secret: 'lsat_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2y' }, async () => {
    log.info({ path: request.url }, 'working');
    response.end(currentTraceparent());
  });
});

const ask = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as { port: number };
    get({ port, path }, async (response) => resolve((await response.toArray()).join(''))).on('error', reject);
  });

server.listen(0, async () => {
  const within = await withTraceparent(carried, 'job', { kind: 'test' }, () => ask('/work'));
  await ask('/livez');
  const failure = await span('fails', {}, async () => {
    throw new TypeError('password=hunter2');
  }).catch((error: Error) => error.message);
  const fresh = await withTraceparent('nonsense', 'fresh', {}, async () => currentTraceparent());
  await flushTraces();
  process.stdout.write(`${JSON.stringify({ within, failure, fresh, outside: currentTraceparent() })}\n`);
  server.close();
});
