/** Two services and a caller in one process, with telemetry as in production; prints what /metrics would say. */
import { connectTo, rpc, serve } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { currentTraceparent, logger, metricsText, span } from '@platform/telemetry';
import { type Echo, EchoService } from '../echo.ts';

const nobody = { audience: 'echo', read: () => ({ kind: 'anonymous' }) as never };
const log = logger('traced', { level: 'silent' });

async function echo(handle: (request: Echo) => Promise<Echo>) {
  const say = rpc('open', handle, { deadlineMs: 60_000 });
  const rpcs = { say, sayAsUser: say, sayAsService: say, sayAsToken: say, sayAsAnybodyKnown: say };
  const address = '127.0.0.1:0';
  const served = await serve({ address, caller: nobody, log, services: [{ definition: EchoService, rpcs }] });
  const client = connectTo(EchoService, served.address, { audience: 'echo', deadlineMs: 60_000 });
  return { client, stop: served.stop };
}

const inner = await echo(async (request) => {
  if (request.text === 'refuse') throw refuse('TOKEN_NOT_FOUND');
  return { ...request, text: currentTraceparent() };
});
const outer = await echo((request) => inner.client.say(request));
const heard = await span('journey', {}, async () => [currentTraceparent(), (await outer.client.say({})).text]);
const refused = await outer.client.say({ text: 'refuse' }).catch((error: { reason: string }) => error.reason);
process.stdout.write(JSON.stringify({ heard, refused, metrics: await metricsText() }));
for (const one of [outer, inner]) {
  one.client.close();
  await one.stop();
}
