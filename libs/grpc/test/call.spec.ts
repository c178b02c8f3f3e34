import { afterEach, expect, test } from '@jest/globals';
import type { Call, CallOptions } from '@platform/grpc';
import { fakeCaller } from '@platform/testing';
import { EchoService } from './echo.ts';
import { type EchoServer, echoServer, house, raised, rawCall } from './house.ts';

let server: EchoServer;
afterEach(() => server.close());

/** What a handler sees of a call. */
async function seenBy<T>(look: (call: Call) => T, call: (server: EchoServer) => Promise<unknown>): Promise<T[]> {
  const seen: T[] = [];
  server = await echoServer(async (request, one) => {
    seen.push(look(one));
    return request;
  });
  await call(server);
  return seen;
}
const asGateway = (options: CallOptions) => (one: EchoServer) => one.client(house.gateway).say({}, options);
const raw = (metadata: Record<string, string>) => (one: EchoServer) =>
  rawCall(one.address, EchoService.say.path, Buffer.alloc(0), metadata);

test('what the client says about a call arrives', async () => {
  const options = {
    caller: fakeCaller(),
    ...{ requestId: 'req_1', idempotencyKey: 'k 1', validateOnly: true, locale: 'de-AT,de;q=0.9' },
    ...{ ip: '203.0.113.7', userAgent: 'Firefox' },
  };
  const look = ({ requestId, idempotencyKey, validateOnly, locale, ip, userAgent }: Call) => [
    ...[requestId, idempotencyKey, validateOnly],
    ...[locale, ip, userAgent],
  ];
  expect(await seenBy(look, asGateway(options))).toEqual([['req_1', 'k 1', true, 'de-AT', '203.0.113.7', 'Firefox']]);
});

test('what is not said has a sensible value', async () => {
  const look = ({ idempotencyKey, validateOnly, locale, ip }: Call) => [idempotencyKey, validateOnly, locale, ip];
  expect(await seenBy(look, asGateway({}))).toEqual([[undefined, false, 'en', '127.0.0.1']]);
});

test.each(['', 'with blanks', 'x'.repeat(65), '<script>', 'a/b'])('a request id like %j is replaced', async (given) => {
  const seen = await seenBy(({ requestId }) => requestId, raw({ 'x-request-id': given }));
  expect(seen).toEqual([expect.stringMatching(/^req_[0-9a-z]{26}$/)]);
});

test('the request id stays the same during a call and comes back with a refusal', async () => {
  const ids: string[] = [];
  server = await echoServer(async (_request, call) => {
    ids.push(call.requestId, call.requestId);
    throw new Error('bug');
  });
  const { error } = await rawCall(server.address, EchoService.say.path, Buffer.alloc(0));
  expect(new Set([...ids, ...(error?.metadata.get('x-request-id') ?? [])]).size).toBe(1);
  expect(server.logged.text()).toContain(ids[0]);
});

test('a stranger cannot say where the person comes from', async () => {
  const metadata = { 'x-client-ip': '203.0.113.7', 'x-client-user-agent': 'Firefox' };
  const [[ip, agent] = []] = await seenBy((call) => [call.ip, call.userAgent], raw(metadata));
  expect(ip).toBe('127.0.0.1');
  expect(agent).toContain('grpc-node');
});

test('nonsense in place of an address or a language is left out', async () => {
  const options = { caller: fakeCaller(), ip: 'not an ip', locale: '../../etc' };
  expect(await seenBy((call) => [call.ip, call.locale], asGateway(options))).toEqual([['127.0.0.1', 'en']]);
});

test('the same body has the same hash, another body another one', async () => {
  const hashes = await seenBy(
    ({ requestHash }) => requestHash,
    async (one) => {
      for (const text of ['a', 'a', 'b']) await one.client().say({ text });
    },
  );
  expect(hashes[0]).toMatch(/^[\w-]{43}$/);
  expect([hashes[0] === hashes[1], hashes[0] === hashes[2]]).toEqual([true, false]);
});

test('an idempotency key has at most 255 characters', async () => {
  server = await echoServer(async (request, call) => ({ ...request, text: call.idempotencyKey ?? '' }));
  const client = server.client();
  expect((await client.say({}, { idempotencyKey: 'x'.repeat(255) })).text).toHaveLength(255);
  const field = { field: 'idempotency_key', reason: 'TOO_LONG' };
  const error = await raised(client.say({}, { idempotencyKey: 'x'.repeat(256) }));
  expect(error).toMatchObject({ reason: 'VALIDATION_FAILED', fields: [field] });
});

test('two keys never become one on their way', async () => {
  server = await echoServer();
  const error = await raised(server.client().say({}, { idempotencyKey: 'größe' }));
  expect(error).toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ field: 'idempotency_key' }] });
});

test('fields that are left out have their default; undefined is left out', async () => {
  const requests: unknown[] = [];
  server = await echoServer(async (request) => {
    requests.push(request);
    return request;
  });
  await server.client().say({ text: 'x', tags: undefined });
  expect(requests).toEqual([{ text: 'x', count: 0, at: undefined, tags: [] }]);
});

test('a request that a field cannot hold is refused before it leaves', async () => {
  server = await echoServer();
  const error = await raised(server.client().say({ count: 2 ** 40 }));
  expect(error).toMatchObject({ reason: 'VALIDATION_FAILED' });
});
