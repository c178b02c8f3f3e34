import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UserClaims } from '@platform/grpc';
import { type Person, settledPerson, signIn } from '@platform/journeys';
import { MINUTE, parseId } from '@platform/kernel';
import { allPermissions } from '@platform/permissions';
import { eventually } from '@platform/testing';
import {
  addressOf,
  contentOf,
  definitions,
  differences,
  type GrpcDoor,
  garbage,
  grpcDoorTo,
  type HostileBytes,
  type HostileRequest,
  hostileActivations,
  hostileBytes,
  hostileRequests,
  type Noise,
  pooled,
  type RpcMethod,
  type Stage,
  sendHttp,
  signersOf,
  unrest,
} from '../../src/index.ts';

/** What a refused request may leave behind. Everything else must be byte for byte as it was. */
const noise: Noise = {
  places: {
    'identity.guards': 'failed proofs are counted: that is the refusal at work',
    'activation.decisions': 'every refusal is recorded with its reasons',
    'activation.outbox': 'and told: ActivationRefused',
    'activation.leases': 'the right to relay is renewed',
    'activation.instances': 'each says that it lives',
    'activation.signing_keys': 'and with which key it signs',
    'identity.doors': 'a gateway that is asked is kept posted',
    'workspace-membership.doors': 'a gateway that is asked is kept posted',
    'identity.leases': 'the right to relay is renewed',
    'licensing.leases': 'the right to relay is renewed',
    'token.leases': 'the right to relay is renewed',
    'workspace-membership.leases': 'the right to relay is renewed',
    'notification.leases': 'the right to relay is renewed',
    'legacy-migration.leases': 'the right to relay is renewed',
  },
  fields: { 'identity.sessions': ['state.lastSeenAt', 'version', 'updated_at'] },
};
const endsSessions = new Set(['signOut', 'signOutEverywhere']);

let stage: Stage;
let person: Person;
let pids: readonly number[];
const pidsOf = ({ house }: Stage) => house.names.map((name) => house.process(name).pid);

/** Every route and every RPC with what does not belong there. */
export function hostileInput(on: () => Stage): void {
  describe('hostile input', () => {
    beforeAll(async () => {
      stage = on();
      person = await settledPerson(stage.place);
      pids = pidsOf(stage);
    }, 300_000);

    describe('over HTTP', overHttp);
    describe('over gRPC', overGrpc);

    test('the house stands as before: the same processes, and it serves', async () => {
      expect(pidsOf(stage)).toEqual(pids);
      const { token } = await settledPerson(stage.place);
      for (const door of stage.doors) expect((await door.activate(token)).granted).toBe(true);
    }, 300_000);
  });
}

const atRest = () =>
  eventually(async () => expect(await unrest(stage.databases, stage.kafka)).toEqual([]), { within: 60_000 });

/** What may be taken is sent to see; what may not, whatever the answer, is not sent before it is to change nothing. */
async function refusedOf<Item>(
  all: readonly Item[],
  taken: (item: Item) => Promise<boolean>,
  mustFail: (item: Item) => boolean,
): Promise<Item[]> {
  const open = all.filter((item) => !mustFail(item));
  const answers = await pooled(open, taken);
  return [...all.filter(mustFail), ...open.filter((_, index) => !answers[index])];
}

/**
 * Sends everything that is refused, and shows that nothing in any database is different afterwards. What is taken now was
 * refused for what others had done before it (a license is assigned, then it is not): it is left out, once more.
 */
async function mustChangeNothing<Item>(
  refused: readonly Item[],
  taken: (item: Item) => Promise<boolean>,
): Promise<void> {
  await atRest();
  const before = await contentOf(stage.databases, noise);
  const answers = await pooled(refused, taken);
  const still = refused.filter((_, index) => !answers[index]);
  await atRest();
  if (still.length < refused.length) {
    expect(refused.length - still.length).toBeLessThan(10);
    return mustChangeNothing(still, taken);
  }
  expect(differences(before, await contentOf(stage.databases, noise))).toEqual([]);
}

const everyFifth = <Item>(all: readonly Item[]): readonly Item[] => all.filter((_, index) => index % 5 === 0);

const said = ({ route, method, what }: HostileRequest) => `${route} ${method} ${what}`;

function overHttp(): void {
  /** Whoever is signed out by one request is signed in again for the next. */
  async function send(hostile: HostileRequest, signedIn: boolean) {
    const url =
      hostile.route === 'activate' || hostile.path.startsWith('/.')
        ? stage.house.urls.activation
        : stage.house.urls.gateway;
    return sendHttp(url, hostile, signedIn ? person.visitor.cookie() : '');
  }

  test('every route: a coded refusal, never 5xx; what was refused changed nothing', async () => {
    const all = [...hostileRequests(person.workspaceId), ...hostileActivations()];
    const [ending, staying] = [
      all.filter(({ route }) => endsSessions.has(route)),
      all.filter(({ route }) => !endsSessions.has(route)),
    ];
    const wrong: string[] = [];
    /** Gives whether it was taken. */
    const judge = (signedIn: boolean) => async (hostile: HostileRequest) => {
      const { status, body, fault } = await send(hostile, signedIn);
      // A member who is not known as one would be refused everything, and the test would show nothing.
      if (signedIn && /"reason":"(UNAUTHENTICATED|SESSION_\w+)"/.test(body))
        wrong.push(`${said(hostile)}: not signed in`);
      if (fault) wrong.push(`${said(hostile)}: ${fault}`);
      else if (status < 300 && hostile.mustFail) wrong.push(`${said(hostile)}: taken with ${status}`);
      return status < 400;
    };
    // The input is judged before the door, by the same code for everybody: some of each route show it for a stranger.
    await pooled(everyFifth(staying), judge(false));
    const refused = await refusedOf(staying, judge(true), ({ mustFail }) => mustFail);
    for (const hostile of ending) {
      if (!(await judge(true)(hostile))) refused.push(hostile);
      await signIn(person);
    }
    expect(wrong).toEqual([]);
    await mustChangeNothing(refused, judge(true));
    console.log(`${all.length} hostile requests, ${refused.length} of them refused to a member, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  }, 300_000);
}

function overGrpc(): void {
  interface Aim {
    readonly service: string;
    readonly method: RpcMethod;
    readonly hostile: HostileBytes;
    readonly caller: () => string;
  }
  const doors = new Map<string, GrpcDoor>();
  const doorOf = (service: string): GrpcDoor => {
    const door = doors.get(service) ?? grpcDoorTo(addressOf(stage, service));
    doors.set(service, door);
    return door;
  };
  afterAll(() => {
    for (const door of doors.values()) door.close();
  });

  /** Those whom an RPC lets in: the first of them is believed in all that follows. */
  async function callersOf(): Promise<(service: string, method: RpcMethod) => Promise<() => string>> {
    const signer = await signersOf(stage);
    const claims: UserClaims = {
      userId: parseId('usr', person.userId, 'user'),
      workspaceId: parseId('ws', person.workspaceId, 'workspace'),
      permissions: allPermissions,
      steppedUpUntil: new Date(Date.now() + 5 * MINUTE),
    };
    const issuers = ['gateway', 'operator', 'legacy', 'token', 'workspace', 'licensing', 'activation'];
    return async (service, method) => {
      const tokens = [
        () => signer('gateway').sign(service, claims),
        ...issuers.map((issuer) => () => signer(issuer).sign(service)),
      ];
      for (const token of tokens) {
        const { ok, reason } = await doorOf(service).send(method, garbage, token());
        if (!ok && reason !== 'PERMISSION_REQUIRED' && reason !== 'UNAUTHENTICATED') return token;
      }
      throw new Error(`${method.path} lets nobody in`);
    };
  }

  async function aims(): Promise<readonly Aim[]> {
    const { workspaceId, userId, email } = person;
    const known = { workspaceId, userId, email, format: 1, hashAlg: 'sha256', sessionId: 'ses_x', reason: 'routine' };
    const callerOf = await callersOf();
    const found: Aim[] = [];
    for (const [service, definition] of definitions)
      for (const method of Object.values(definition)) {
        const caller = await callerOf(service, method);
        for (const hostile of hostileBytes(method, known)) found.push({ service, method, hostile, caller });
      }
    return found;
  }

  const said = ({ method, hostile }: Aim) => `${method.path} ${hostile.what}`;
  const send = ({ service, method, hostile, caller }: Aim) => doorOf(service).send(method, hostile.bytes, caller());

  test('every RPC: a coded refusal, never INTERNAL; what was refused changed nothing', async () => {
    const all = await aims();
    const wrong: string[] = [];
    /** Gives whether it was taken. */
    const judge = async (aim: Aim) => {
      const { ok, fault } = await send(aim);
      if (fault) wrong.push(`${said(aim)}: ${fault}`);
      else if (ok && aim.hostile.mustFail) wrong.push(`${said(aim)}: taken`);
      return ok;
    };
    const refused = await refusedOf(all, judge, ({ hostile }) => hostile.mustFail);
    await mustChangeNothing(refused, judge);
    console.log(
      `${all.length} hostile messages to ${new Set(all.map(({ method }) => method.path)).size} RPCs, ${refused.length} refused, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
  }, 300_000);

  test('a caller token that is none lets nobody in, and does not break anything', async () => {
    const signer = await signersOf(stage);
    const [head = '', body = '', signature = ''] = signer('gateway').sign('token').split('.');
    const tokens = [
      'x',
      '..',
      `${head}.${body}.`,
      `${head}.${body}.${signature}x`,
      `e30.${body}.${signature}`,
      'a'.repeat(9_000),
      signer('gateway').sign('identity'),
      signer('notification').sign('token'),
    ];
    const answers: string[] = [];
    const { getMyDeveloperToken } = definitions.find(([service]) => service === 'token')?.[1] ?? {};
    if (!getMyDeveloperToken) throw new Error('token has no such RPC');
    for (const caller of tokens) {
      const { ok, reason, fault } = await doorOf('token').send(getMyDeveloperToken, Buffer.alloc(0), caller);
      answers.push(fault ?? (ok ? 'let in' : String(reason)));
    }
    expect(answers).toEqual([...tokens.slice(1).map(() => 'UNAUTHENTICATED'), 'PERMISSION_REQUIRED']);
  });
}
