/** Fetches within a trace and outside of one, and prints which traceparents the server was sent. Run with the --import file. */
import { createServer } from 'node:http';
import { flushTraces, span, withTraceparent } from '@platform/telemetry';

const sent: (string | null)[] = [];
const server = createServer((request, response) => {
  const { traceparent } = request.headers;
  sent.push(typeof traceparent === 'string' ? traceparent : null);
  response.writeHead(request.url === '/fails' ? 503 : 200).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as { port: number };
const url = `http://127.0.0.1:${port}`;
const get = async (address: string) => void (await (await fetch(address)).arrayBuffer());

/** An address where nobody listens any more. */
async function nobody(): Promise<string> {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port: free } = gone.address() as { port: number };
  await new Promise((resolve) => gone.close(resolve));
  return `http://127.0.0.1:${free}`;
}

await withTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'job', {}, async () => {
  await span('handing over', {}, () => get(`${url}/emails?secret=hunter2`));
  await get(`${url}/fails`);
  await get(`${await nobody()}/nobody`).catch(() => undefined);
});
await get(`${url}/alone`);
await flushTraces();
process.stdout.write(JSON.stringify(sent));
server.close();
