import { afterAll, expect, test } from '@jest/globals';
import { newStoredKey, type StoredKey, verifyLease } from '@platform/lease';
import { readConfig, startActivation } from '../src/index.ts';
import { grpcDoor } from './doors.ts';
import { house, neighbours } from './house.ts';
import { developer } from './world.ts';

const [old, fresh] = [newStoredKey('key-1'), newStoredKey('key-2', 'next')];
const home = await house({ LEASE_SIGNING_KEYS: JSON.stringify([old]) });
afterAll(() => home.stop());
const world = developer();
await home.tell(world);

/** An activation with these keys: the lease that it gives, and the keys that it shows. */
async function under(keys: readonly StoredKey[]) {
  const env = {
    ...home.env,
    LEASE_SIGNING_KEYS: JSON.stringify(keys),
    JOURNAL_DIR: `${home.journal}/${keys.length}${keys[0]?.state}`,
  };
  const service = await startActivation(readConfig(env), { log: home.log.log });
  const clients = neighbours(home, service.grpc);
  try {
    const { lease } = await grpcDoor({ ...clients, url: '' }).ask(world.request);
    const published = await fetch(`http://${service.http}/.well-known/license-jwks.json`);
    const jwks = (await published.json()) as { keys: { kid: string; x: string; state: string }[] };
    return { lease, jwks };
  } finally {
    clients.close();
    await service.stop();
  }
}
const kidOf = (lease: string) => JSON.parse(Buffer.from(lease.split('.')[0] ?? '', 'base64url').toString()).kid;

test('next, active, retiring, gone: a lease is verified while its key is shown, and every start is granted', async () => {
  const steps = [
    await under([old]),
    await under([old, fresh]),
    await under([
      { ...old, state: 'retiring' },
      { ...fresh, state: 'active' },
    ]),
    await under([{ ...fresh, state: 'active' }]),
  ];
  expect(steps.map(({ jwks }) => jwks.keys.map(({ kid, state }) => `${kid} ${state}`))).toEqual([
    ['key-1 active'],
    ['key-1 active', 'key-2 next'],
    ['key-1 retiring', 'key-2 active'],
    ['key-2 active'],
  ]);
  expect(steps.map(({ lease }) => kidOf(lease))).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);

  const expected = { product: 'localstack-pro', machineId: '0c49752c', credential: world.value, now: new Date() };
  const verdicts = steps.map(({ lease }) =>
    steps.map(({ jwks }) => {
      const check = verifyLease(lease, jwks, expected);
      return check.ok ? 'holds' : check.problem;
    }),
  );
  // Lines: the lease of each step; columns: the keys that are shown at each step.
  const [byOld, byFresh] = [
    ['holds', 'holds', 'holds', 'KEY_UNKNOWN'],
    ['KEY_UNKNOWN', 'holds', 'holds', 'holds'],
  ];
  expect(verdicts).toEqual([byOld, byOld, byFresh, byFresh]);
});
