import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { bodyOf, grpcDoor, post } from './doors.ts';
import { house } from './house.ts';
import { developer } from './world.ts';

/** A wire to the real database that can be silenced or cut. */
async function wireTo(url: string) {
  const { hostname, port } = new URL(url.replace(/^mongodb:/, 'http:').replace(/,.*?(\/|$)/, '$1'));
  const open = new Set<Socket>();
  const state = { silent: false, cut: false };
  const server = createServer((near) => {
    if (state.cut) {
      near.destroy();
      return;
    }
    const far = dial({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (bytes) => state.silent || to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`,
    state,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}

const direct = await house();
const wire = await wireTo(direct.env.MONGO_URL ?? '');
const activation = await house({ MONGO_URL: wire.url });
afterAll(async () => {
  await activation.stop();
  wire.close();
  await direct.stop();
});

const world = developer();
const ask = () => post(activation.url, bodyOf(world.request));

test('a silent or lost database is trouble, never a verdict, and is over when the database is back', async () => {
  await activation.tell(world);
  expect((await ask()).status).toBe(200);

  wire.state.silent = true;
  const silent = await ask();
  expect(silent.status).toBe(503);
  expect(await silent.json()).toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE', retryable: true });
  await expect(grpcDoor(activation).ask(world.request)).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });

  wire.state.cut = true;
  wire.cut();
  expect((await ask()).status).toBeGreaterThanOrEqual(500);

  Object.assign(wire.state, { silent: false, cut: false });
  wire.cut();
  await eventually(async () => (await ask()).status === 200);
});

test('a credential that its shape refuses needs no database', async () => {
  wire.state.cut = true;
  wire.cut();
  try {
    const request = {
      ...world.request,
      credential: { value: 'lsat_mistyped', source: 1, variablesDiffer: false } as const,
    };
    expect((await grpcDoor(activation).ask(request)).reasons).toEqual(['CREDENTIAL_MALFORMED']);
  } finally {
    wire.state.cut = false;
  }
});
