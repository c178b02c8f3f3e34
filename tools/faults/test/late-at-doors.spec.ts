import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { readConfig as readGatewayConfig, startConsoleGateway } from '@platform/console-gateway';
import { door, identity } from '@platform/contracts';
import { connectTo, rpc, serve } from '@platform/grpc';
import { type Context, readConfig, startIdentity } from '@platform/identity';
import { after, DAY, newId } from '@platform/kernel';
import { callers, captureLog, database, eventually, servers, uniqueName } from '@platform/testing';
import { raceDoors } from '../src/race-doors.ts';

const { brokers } = await servers();
const trust = callers();
const nobody = '127.0.0.1:9';
const nearby = { GRPC_ADDRESS: '127.0.0.1:0', PUBLIC_HTTP_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0' };
const db = await database();
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
afterAll(() => db.drop());

/** The real identity, with its own way of telling the doors unless the test plants another. */
async function identityService(given: Partial<Context> = {}) {
  const config = readConfig({
    ...{ ...nearby, MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers, LOG_LEVEL: 'silent' },
    ...{ CALLER_KEYS: JSON.stringify(trust.keys), CALLER_PRIVATE_KEY: trust.privateKey('identity') },
    MAIL_SEALING_KEY: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  const service = await startIdentity(config, given);
  stops.push(service.stop);
  return service;
}

/** How a withdrawal comes to a door. */
type Link = (forward: () => Promise<unknown>) => Promise<unknown>;

/** A way to a door with a will of its own. Whose door it is at the end is said later. */
async function linkTo(way: Link) {
  let withdrawAtDoor = async (_: door.WithdrawRequest): Promise<unknown> => undefined;
  const withdraw = rpc('service', async (request: door.WithdrawRequest): Promise<door.WithdrawResponse> => {
    await way(() => withdrawAtDoor(request));
    return {};
  });
  const link = await serve({
    ...{ address: '127.0.0.1:0', caller: trust.trust('gateway'), log: captureLog().log },
    services: [{ definition: door.DoorServiceService, rpcs: { withdraw } }],
  });
  stops.push(link.stop);
  const leadTo = (address: string) => {
    const client = connectTo(door.DoorServiceService, address, { as: trust.signer('identity'), audience: 'gateway' });
    stops.push(client.close);
    withdrawAtDoor = client.withdraw;
  };
  return { address: link.address, leadTo };
}

/** A real gateway in front of it; what else it would ask is away, and so is Kafka: it hears of a change at its door alone. */
async function gatewayBefore(identityAddress: string, way: Link) {
  const link = await linkTo(way);
  const config = readGatewayConfig({
    ...{ ...nearby, KAFKA_BROKERS: nobody, KAFKA_GROUP_SUFFIX: uniqueName('-late'), LOG_LEVEL: 'silent' },
    ...{ IDENTITY_ADDRESS: identityAddress, WORKSPACE_ADDRESS: nobody, DOOR_ADDRESS: link.address },
    ...{ CALLER_KEYS: JSON.stringify(trust.keys), CALLER_PRIVATE_KEY: trust.privateKey('gateway') },
  });
  const gateway = await startConsoleGateway(config);
  stops.push(gateway.stop);
  link.leadTo(gateway.grpc ?? '');
  return { url: `http://${gateway.http}`, post: link.address };
}

/** Somebody who is signed in, as the stores know him. */
async function signedIn({ users, sessions }: Context) {
  const [userId, sessionId, secret, at] = [
    newId('usr'),
    newId('ses'),
    randomBytes(32).toString('base64url'),
    new Date(),
  ];
  const email = `${uniqueName('ada')}@example.com`;
  const proof = { hash: uniqueName('proof'), expiresAt: at };
  const person = { name: 'round 0', passwordHash: 'none', at };
  const signedUp = { ...person, email, emailNormalized: email, locale: 'en', sealedSecret: Buffer.alloc(0), proof };
  await users.change(userId, () => [
    { type: 'UserSignedUp', data: signedUp },
    { type: 'UserEmailVerified', data: person },
  ]);
  const { state } = await users.change(userId, () => []);
  const born = { userId, generation: state.sessionGeneration, ip: '', userAgent: '', expiresAt: after(at, DAY), at };
  const secretHash = createHash('sha256').update(secret).digest('base64url');
  await sessions.change(sessionId, () => [{ type: 'SessionCreated', data: { ...born, secretHash } }]);
  return { userId, sessionId, secret };
}

/** How the person is called is changed at identity, and read at both gateways. */
async function race({ link = (forward) => forward(), ...given }: Partial<Context> & { readonly link?: Link } = {}) {
  const { context, grpc } = await identityService(given);
  const { secret, ...caller } = await signedIn(context);
  const client = connectTo(identity.IdentityServiceService, grpc, { as: trust.gateway, audience: 'identity' });
  stops.push(client.close);
  const gateways = [await gatewayBefore(grpc, link), await gatewayBefore(grpc, link)];
  const doors = gateways.map(({ url }) => ({
    name: url,
    read: async () => {
      const answer = await fetch(`${url}/v1/me`, { headers: { cookie: `__Host-session=${secret}` } });
      const { user } = (await answer.json()) as { user: { name: string } };
      return Number(user.name.split(' ')[1]);
    },
  }));
  const posted = { _id: { $in: gateways.map(({ post }) => post) }, $expr: { $gt: ['$until', '$$NOW'] } };
  // Until both gateways are posted they ask at each request, and nothing can be late.
  await eventually(async () => {
    await Promise.all(doors.map(({ read }) => read()));
    return (await db.mongo.collection<{ _id: string }>('doors').countDocuments(posted)) === gateways.length;
  });
  const change = async (round: number) => {
    await client.updateMe({ name: `round ${round}` }, { caller });
  };
  return raceDoors({ change, doors }, 20);
}

test('what identity has answered is what every gateway says to whoever asks after that', async () => {
  expect(await race()).toMatchObject({ changes: 20, late: [] });
});

const slow: Link = async (forward) => {
  await pause(100);
  await forward();
};

test('the checker finds it when the answer comes before the doors were told', async () => {
  expect((await race({ confirm: async () => {}, link: slow })).late.length).toBeGreaterThan(0);
});

test('the checker finds it when a door says that it was told and was not', async () => {
  expect((await race({ link: async () => {} })).late.length).toBeGreaterThan(0);
});

test('however long the way to a door is, nothing is said late there', async () => {
  expect(await race({ link: slow })).toMatchObject({ late: [] });
});
