import { expect, test } from '@jest/globals';
import { placeOf, takeGate } from './gate.ts';

test.each([
  ['127.0.0.1:4566', '127.0.0.1', 4566],
  ['localhost:0', 'localhost', 0],
  ['[::1]:4566', '::1', 4566],
  ['0.0.0.0:80', '0.0.0.0', 80],
])('at %s one listens at host %s, port %i', (address, host, port) => {
  expect(placeOf(address)).toEqual({ host, port });
});

test('an address that cannot be had is told with what to set', async () => {
  const taken = await takeGate('127.0.0.1:0');
  const { host } = new URL(taken.url);
  await expect(takeGate(host)).rejects.toThrow(`Another program listens at ${host}. Stop it, or set GATEWAY_LISTEN`);
  await taken.close();
  await (await takeGate(host)).close();
  await expect(takeGate('192.0.2.1:0')).rejects.toThrow('(EADDRNOTAVAIL). Set GATEWAY_LISTEN to an address of this');
});
