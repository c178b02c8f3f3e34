import { Client, credentials } from '@grpc/grpc-js';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { type EchoServer, echoServer, rawCall } from './house.ts';

let server: EchoServer;
afterEach(() => server.close());

/** HealthCheckRequest{service} → HealthCheckResponse{status}: 1 SERVING, 2 NOT_SERVING. */
const ask = async (service: string) => {
  const name = Buffer.from(service);
  const request = service ? Buffer.concat([Buffer.from([10, name.length]), name]) : Buffer.alloc(0);
  const { bytes, error } = await rawCall(server.address, '/grpc.health.v1.Health/Check', request);
  return error ? error.code : bytes?.at(1);
};

test('health tells for the whole, for each service, and not for strangers', async () => {
  server = await echoServer();
  expect(await ask('')).toBe(1);
  expect(await ask('test.v1.EchoService')).toBe(1);
  expect(await ask('test.v1.Other')).toBe(5);
});

test('a service with problems does not serve until they are gone', async () => {
  const problems = ['MongoDB is away'];
  server = await echoServer(undefined, { problems: () => problems });
  expect(await ask('')).toBe(2);
  problems.pop();
  await eventually(async () => expect(await ask('test.v1.EchoService')).toBe(1));
});

test('all are listed, and a watcher hears how one is and when that changes', async () => {
  const problems = ['MongoDB is away'];
  server = await echoServer(undefined, { problems: () => problems });
  const { bytes } = await rawCall(server.address, '/grpc.health.v1.Health/List', Buffer.alloc(0));
  expect(bytes?.toString('latin1')).toContain('test.v1.EchoService');

  const client = new Client(server.address, credentials.createInsecure());
  const same = (value: Buffer): Buffer => value;
  const watching = client.makeServerStreamRequest('/grpc.health.v1.Health/Watch', same, same, Buffer.alloc(0));
  const heard: number[] = [];
  watching.on('data', (answer: Buffer) => heard.push(answer.at(1) ?? 0)).on('error', () => undefined);
  await eventually(async () => expect(heard).toEqual([2]));
  problems.pop();
  await eventually(async () => expect(heard).toEqual([2, 1]));
  watching.cancel();
  client.close();
});

const reflect = () =>
  new Promise<string>((resolve) => {
    const client = new Client(server.address, credentials.createInsecure());
    const same = (value: Buffer): Buffer => value;
    const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
    const stream = client.makeBidiStreamRequest(path, same, same);
    const settle = (answer: string) => {
      stream.cancel();
      client.close();
      resolve(answer);
    };
    stream.on('data', (bytes: Buffer) => settle(bytes.toString('latin1')));
    stream.on('error', (error: Error & { code?: number }) => settle(`code ${error.code}`));
    // ServerReflectionRequest{list_services: ""}
    stream.write(Buffer.from([0x3a, 0]));
  });

test('reflection is not offered unless it is development', async () => {
  server = await echoServer();
  expect(await reflect()).toBe('code 12');
});

test('a service without contracts in the repository has no reflection, and says so', async () => {
  server = await echoServer(undefined, { development: true });
  expect(await reflect()).toBe('code 12');
  expect(server.logged.text()).toContain('reflection is off');
});
