import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Caller } from '@platform/grpc';
import { isCoded, newId } from '@platform/kernel';
import { callers, fakeCaller } from '@platform/testing';
import { EchoService } from './echo.ts';
import { type EchoServer, echoServer, house, raised, rawCall } from './house.ts';

const seen: Caller[] = [];
let server: EchoServer;
beforeAll(async () => {
  server = await echoServer(async (request, { caller }) => {
    seen.push(caller);
    return request;
  });
});
afterAll(() => server.close());

type Method = keyof typeof EchoService;
const asNobody = (method: Method) => server.client()[method]({});
const asUser = (method: Method) => server.client(house.gateway)[method]({}, { caller: fakeCaller() });
const asGateway = (method: Method) => server.client(house.gateway)[method]({});
const asToken = (method: Method) => server.client(house.signer('token'))[method]({});

const verdict = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => (isCoded(error) ? error.reason : String(error)),
  );

test.each<[Method, string, string, string, string]>([
  // method, nobody, user, gateway as a service, token
  ['say', 'OK', 'OK', 'OK', 'OK'],
  ['sayAsUser', 'UNAUTHENTICATED', 'OK', 'PERMISSION_REQUIRED', 'PERMISSION_REQUIRED'],
  ['sayAsService', 'UNAUTHENTICATED', 'PERMISSION_REQUIRED', 'OK', 'OK'],
  ['sayAsToken', 'UNAUTHENTICATED', 'PERMISSION_REQUIRED', 'PERMISSION_REQUIRED', 'OK'],
  ['sayAsAnybodyKnown', 'UNAUTHENTICATED', 'OK', 'OK', 'OK'],
])('%s answers nobody %s, a user %s, the gateway %s, token %s', async (method, ...expected) => {
  const calls = [asNobody, asUser, asGateway, asToken].map((call) => verdict(call(method)));
  expect(await Promise.all(calls)).toEqual(expected);
});

test('the handler sees who calls', async () => {
  const claims = fakeCaller({ permissions: ['members.read'], steppedUpUntil: new Date('2026-01-01T00:00:00Z') });
  await server.client(house.gateway).sayAsUser({}, { caller: claims });
  expect(seen.at(-1)).toMatchObject({ kind: 'user', service: 'gateway', ...claims });
});

test('a service that claims a user is not believed, not even where anybody may call', async () => {
  const call = server.client(house.signer('token')).say({}, { caller: fakeCaller({ userId: newId('usr') }) });
  expect(await raised(call)).toMatchObject({ reason: 'UNAUTHENTICATED' });
});

test('a key of a stranger who calls itself gateway is not believed, and the log says why', async () => {
  const stranger = callers(['gateway']).gateway;
  const error = await raised(server.client(stranger).sayAsUser({}, { caller: fakeCaller() }));
  expect(error).toMatchObject({ reason: 'UNAUTHENTICATED', metadata: {} });
  expect(error.message).not.toContain('signature');
  expect(server.logged.text()).toContain('its signature is wrong');
});

test('a token that is sent along is judged even where none is needed', async () => {
  const { error } = await rawCall(server.address, EchoService.say.path, Buffer.alloc(0), { 'x-caller': 'a.b.c' });
  expect(error?.code).toBe(16);
});

test('a token for another service is not believed', async () => {
  const token = house.signer('token').sign('licensing');
  const { error } = await rawCall(server.address, EchoService.sayAsService.path, Buffer.alloc(0), {
    'x-caller': token,
  });
  expect(error?.code).toBe(16);
});

test('no token reaches the log', async () => {
  const token = house.signer('licensing').sign('licensing');
  await rawCall(server.address, EchoService.say.path, Buffer.alloc(0), { 'x-caller': token });
  expect(server.logged.text()).toContain('another service');
  expect(server.logged.text()).not.toContain(token.slice(0, 40));
});
