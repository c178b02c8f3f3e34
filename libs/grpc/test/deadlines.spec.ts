import { afterEach, expect, test } from '@jest/globals';
import type { Call } from '@platform/grpc';
import { DAY } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { type Echo, EchoService } from './echo.ts';
import { type EchoServer, echoServer, raised, rawCall } from './house.ts';

let server: EchoServer;
afterEach(() => server.close());

/** A handler that ends only when its call is given up; says when that was. */
function patient() {
  const began: Call[] = [];
  const ended: Call[] = [];
  const handle = async (request: Echo, call: Call): Promise<Echo> => {
    if (request.text === 'warm up') return request;
    began.push(call);
    await new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve(), { once: true }));
    ended.push(call);
    return request;
  };
  return { handle, began, ended };
}

test('the client gives up at its deadline and the handler hears of it', async () => {
  const { handle, began, ended } = patient();
  server = await echoServer(handle);
  const client = server.client();
  await client.say({ text: 'warm up' });
  // On a busy machine a call may miss its deadline before it has reached the handler.
  await eventually(async () => {
    const error = await raised(client.say({}, { deadlineMs: 500 }));
    expect(error).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(began).not.toHaveLength(0);
  });
  await eventually(() => expect(ended).toEqual(began));
});

test('the server ends a call that has no deadline after its own', async () => {
  const { handle, ended } = patient();
  server = await echoServer(handle, { rpcOptions: { deadlineMs: 150 } });
  const { error } = await rawCall(server.address, EchoService.say.path, Buffer.alloc(0), {}, Number.POSITIVE_INFINITY);
  expect(error).toMatchObject({ code: 4 });
  expect(error?.metadata.get('grpc-status-details-bin')).toHaveLength(1);
  await eventually(() => expect(ended).toHaveLength(1));
});

test('a caller that wants to wait longer than the RPC may take does not get more', async () => {
  const { handle } = patient();
  server = await echoServer(handle, { rpcOptions: { deadlineMs: 150 } });
  const error = await raised(server.client().say({}, { deadlineMs: DAY }));
  expect(error).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
});

test('a call beside very many that are given up may break off with them: that is an outage, and no fault of ours', async () => {
  const { handle } = patient();
  server = await echoServer(handle, { rpcOptions: { deadlineMs: DAY } });
  const client = server.client();
  let broken: unknown;
  const beside = client.say({}, { deadlineMs: DAY }).catch((error: unknown) => {
    broken = error;
  });
  const giveUp = async () => {
    const leaving = new AbortController();
    const call = raised(client.say({}, { signal: leaving.signal }));
    setImmediate(() => leaving.abort());
    expect(['DEADLINE_EXCEEDED', 'DEPENDENCY_UNAVAILABLE']).toContain((await call).reason);
  };
  while (!broken) await Promise.all(Array.from({ length: 100 }, giveUp));
  await beside;
  expect(broken).toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'echo' } });
  expect(await client.say({ text: 'warm up' })).toMatchObject({ text: 'warm up' });
});

test('a caller that goes away ends the work for it', async () => {
  const { handle, began, ended } = patient();
  server = await echoServer(handle);
  const leaving = new AbortController();
  const call = raised(server.client().say({}, { signal: leaving.signal }));
  await eventually(() => expect(began).toHaveLength(1));
  leaving.abort();
  expect(await call).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
  await eventually(() => expect(ended).toHaveLength(1));
});

test('a caller that has gone before it called is not sent', async () => {
  const { handle, began } = patient();
  server = await echoServer(handle);
  expect(await raised(server.client().say({}, { signal: AbortSignal.abort() }))).toMatchObject({
    reason: 'DEADLINE_EXCEEDED',
  });
  expect(began).toEqual([]);
});

test('an answer that comes after the deadline is dropped, and the server goes on', async () => {
  const late: (() => void)[] = [];
  server = await echoServer(
    (request) =>
      request.text === 'late' ? new Promise((resolve) => late.push(() => resolve(request))) : Promise.resolve(request),
    { rpcOptions: { deadlineMs: 1_000 } },
  );
  const client = server.client();
  await eventually(async () => {
    expect(await raised(client.say({ text: 'late' }))).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    expect(late).not.toHaveLength(0);
  });
  for (const answer of late) answer();
  await eventually(async () => expect(await client.say({ text: 'next' })).toMatchObject({ text: 'next' }));
});

test('a stop lets calls under way finish and takes no new ones', async () => {
  const release: (() => void)[] = [];
  const handle = (request: Echo) => new Promise<Echo>((resolve) => release.push(() => resolve(request)));
  server = await echoServer(handle, { drainMs: 60_000, rpcOptions: { deadlineMs: 60_000 } });
  const client = server.client();
  const under = client.say({ text: 'under way' }, { deadlineMs: 60_000 });
  await eventually(() => expect(release).toHaveLength(1));
  const stopped = server.stop();
  await eventually(async () => {
    const { error } = await rawCall(server.address, EchoService.say.path, Buffer.alloc(0), {}, 500);
    expect(error?.code).toBe(14);
  });
  release[0]?.();
  expect(await under).toMatchObject({ text: 'under way' });
  await stopped;
});

test('a stop does not wait for ever for a call that hangs', async () => {
  const { handle, began } = patient();
  server = await echoServer(handle, { drainMs: 200, rpcOptions: { deadlineMs: 60_000 } });
  const call = raised(server.client().say({}, { deadlineMs: 60_000 }));
  await eventually(() => expect(began).toHaveLength(1));
  await server.stop();
  expect(await call).toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
});
