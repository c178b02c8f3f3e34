import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterEach, expect, test } from '@jest/globals';
import { HealthImplementation } from 'grpc-health-check';
import { offerLate } from '../src/late-service.ts';
import { rawCall } from './house.ts';

const unary = (method: string) => ({
  path: `/grpc.health.v1.Health/${method}`,
  ...{ requestStream: false, responseStream: false },
});

const server = new Server();
afterEach(() => server.forceShutdown());

test('a service is made when it is asked for, once; what it does not offer fails', async () => {
  let made = 0;
  offerLate(server, [unary('Check'), unary('List'), unary('Heal')], (taker) => {
    made += 1;
    new HealthImplementation({ '': 'SERVING' }).addToServer(taker);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const ask = (method: string) => rawCall(`127.0.0.1:${port}`, unary(method).path, Buffer.alloc(0));
  expect(made).toBe(0);
  // HealthCheckResponse{status: SERVING}
  expect((await ask('Check')).bytes).toEqual(Buffer.from([8, 1]));
  expect((await ask('List')).error).toBeUndefined();
  expect((await ask('Heal')).error?.code).toBe(status.INTERNAL);
  expect(made).toBe(1);
});
