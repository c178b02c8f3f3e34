import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { publishedByAll } from './published-keys.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** An activation, as far as its keys go. */
async function showing(...kids: readonly string[]): Promise<string> {
  const server = createServer((_request, response) =>
    response.end(JSON.stringify({ keys: kids.map((kid) => ({ kid })) })),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a key counts as published when every activation shows it', async () => {
  const [restarted, forgotten] = [await showing('old', 'next'), await showing('old')];
  expect(await publishedByAll([restarted])).toEqual(['old', 'next']);
  expect(await publishedByAll([restarted, forgotten])).toEqual(['old']);
  expect(await publishedByAll([forgotten, restarted])).toEqual(['old']);
});

test('an activation that does not answer is named', async () => {
  const away = await showing('old');
  await new Promise((resolve) => servers.at(-1)?.close(resolve));
  await expect(publishedByAll([await showing('old'), away])).rejects.toMatchObject({
    message: expect.stringContaining(away),
  });
});
