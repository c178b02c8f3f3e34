import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { signingKey } from '@platform/lease';
import { occupants } from '../src/addresses.ts';
import { environmentOf } from '../src/environment.ts';
import { callerKeys, houseSecrets } from '../src/secrets.ts';
import { issuers, services } from '../src/services.ts';
import { scratch } from './support.ts';

test('secrets are made once, for the owner alone, and are the same ever after', async () => {
  const folder = await scratch();
  const made = await houseSecrets(folder);

  expect(await houseSecrets(folder)).toEqual(made);
  expect(await houseSecrets(await scratch())).not.toEqual(made);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect(Object.keys(JSON.parse(callerKeys(made))).sort()).toEqual([...issuers].sort());
  expect(JSON.parse(made.variables.LEASE_SIGNING_KEYS).map(signingKey)).toHaveLength(1);
});

const surroundings = async () => {
  const dataDir = await scratch();
  const all = await occupants(services, { activation: 2 }, false);
  const servers = { mongoUrl: 'mongodb://m/', brokers: 'b:1', redisUrl: 'redis://r:1' };
  return { servers, secrets: await houseSecrets(dataDir), occupants: all, dataDir, suffix: '-x', env: {} };
};

test('no process learns a secret that it does not use', async () => {
  const around = await surroundings();
  const holders = (variable: string) =>
    around.occupants.filter((each) => environmentOf(each, around)[variable] !== undefined).map(({ name }) => name);

  expect(holders('TOKEN_PEPPERS')).toEqual(['token', 'activation', 'activation-2']);
  expect(holders('TOKEN_SEALING_KEYS')).toEqual(['token']);
  expect(holders('MAIL_SEALING_KEY')).toEqual(['identity', 'notification']);
  expect(holders('LEASE_SIGNING_KEYS')).toEqual(['activation', 'activation-2']);
  const keys = around.occupants.map((each) => environmentOf(each, around).CALLER_PRIVATE_KEY);
  expect(new Set(keys).size).toBe(issuers.length);
});

test('instances of a service share its database and nothing on the disk; neighbours find the first', async () => {
  const around = await surroundings();
  const [first, second] = around.occupants
    .filter(({ spec }) => spec.name === 'activation')
    .map((each) => environmentOf(each, around));

  expect(second?.MONGO_DATABASE).toBe(first?.MONGO_DATABASE);
  expect(second?.JOURNAL_DIR).not.toBe(first?.JOURNAL_DIR);
  expect(second?.GRPC_ADDRESS).not.toBe(first?.GRPC_ADDRESS);
  expect(second?.ACTIVATION_ADDRESS).toBe(first?.GRPC_ADDRESS);
});

test('houses that share servers share neither databases nor consumer groups nor queues', async () => {
  const around = await surroundings();
  const [occupant] = around.occupants.filter(({ name }) => name === 'notification');
  const env = occupant && environmentOf(occupant, around);

  expect(env?.MONGO_DATABASE).toBe('notification-x');
  expect(env?.KAFKA_GROUP_SUFFIX).toBe('-x');
  expect(env?.REDIS_URL).toContain('prefix=bull-x');
});

test('addresses never collide', async () => {
  const { occupants: all } = await surroundings();
  const doors = all.flatMap(({ doors: each }) => Object.values(each));

  expect(new Set(doors).size).toBe(doors.length);
});
