import { afterAll, expect, test } from '@jest/globals';
import { eventually, wireTo } from '@platform/testing';
import { bodyOf, grpcDoor, post } from './doors.ts';
import { house } from './house.ts';
import { developer } from './world.ts';

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

  wire.silence();
  const silent = await ask();
  expect(silent.status).toBe(503);
  expect(await silent.json()).toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE', retryable: true });
  await expect(grpcDoor(activation).ask(world.request)).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });

  wire.cut();
  expect((await ask()).status).toBeGreaterThanOrEqual(500);

  wire.mend();
  await eventually(async () => (await ask()).status === 200);
});

test('a credential that its shape refuses needs no database', async () => {
  wire.cut();
  try {
    const request = {
      ...world.request,
      credential: { value: 'lsat_mistyped', source: 1, variablesDiffer: false } as const,
    };
    expect((await grpcDoor(activation).ask(request)).reasons).toEqual(['CREDENTIAL_MALFORMED']);
  } finally {
    wire.mend();
  }
});
