import { afterAll, expect, test } from '@jest/globals';
import type { UserClaims } from '@platform/grpc';
import { MINUTE, parseId, reasons } from '@platform/kernel';
import { allPermissions } from '@platform/permissions';
import {
  addressOf,
  definitions,
  type GrpcDoor,
  garbage,
  grpcDoorTo,
  type HostileBytes,
  hostileBytes,
  type RpcMethod,
  signersOf,
} from '../../src/index.ts';
import type { Aimed } from './aimed.ts';
import { mustChangeNothing, outcomeOf, refusedOf } from './changes-nothing.ts';

interface Aim {
  readonly service: string;
  readonly method: RpcMethod;
  readonly hostile: HostileBytes;
  readonly caller: () => string;
}

type DoorOf = (service: string) => GrpcDoor;

/** Every RPC with what does not belong there. */
export function overGrpc(at: () => Aimed): void {
  const doors = new Map<string, GrpcDoor>();
  const doorOf: DoorOf = (service) => {
    const door = doors.get(service) ?? grpcDoorTo(addressOf(at().stage, service));
    doors.set(service, door);
    return door;
  };
  afterAll(() => {
    for (const door of doors.values()) door.close();
  });

  test(
    'every RPC: a coded refusal, never INTERNAL; what was refused changed nothing',
    () => everyRpc(at(), doorOf),
    300_000,
  );
  test('a caller token that is none lets nobody in, and does not break anything', () => noCaller(at(), doorOf));
}

type CallerOf = (service: string, method: RpcMethod) => Promise<() => string>;

/** Those whom an RPC lets in: the first of them is believed in all that follows. */
async function callersOf({ stage, person }: Aimed, doorOf: DoorOf): Promise<CallerOf> {
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

async function aimsAt(at: Aimed, doorOf: DoorOf): Promise<readonly Aim[]> {
  const { workspaceId, userId, email } = at.person;
  const known = { workspaceId, userId, email, format: 1, hashAlg: 'sha256', sessionId: 'ses_x', reason: 'routine' };
  const callerOf = await callersOf(at, doorOf);
  const found: Aim[] = [];
  for (const [service, definition] of definitions)
    for (const method of Object.values(definition)) {
      const caller = await callerOf(service, method);
      for (const hostile of hostileBytes(method, known)) found.push({ service, method, hostile, caller });
    }
  return found;
}

const said = ({ method, hostile }: Aim) => `${method.path} ${hostile.what}`;

const send = ({ service, method, hostile, caller }: Aim, doorOf: DoorOf) =>
  doorOf(service).send(method, hostile.bytes, caller());

async function everyRpc(at: Aimed, doorOf: DoorOf): Promise<void> {
  const all = await aimsAt(at, doorOf);
  const wrong: string[] = [];
  const judge = async (aim: Aim) => {
    const { ok, reason, fault } = await send(aim, doorOf);
    if (fault) wrong.push(`${said(aim)}: ${fault}`);
    else if (ok && aim.hostile.mustFail) wrong.push(`${said(aim)}: taken`);
    if (ok) return 'taken';
    return reason ? outcomeOf(reasons[reason].http) : 'refused';
  };
  const refused = await refusedOf(all, judge, ({ hostile }) => hostile.mustFail);
  await mustChangeNothing(at.stage, refused, judge, said);
  console.log(
    `${all.length} hostile messages to ${new Set(all.map(({ method }) => method.path)).size} RPCs, ${refused.length} refused, ${wrong.length} wrong`,
  );
  expect(wrong).toEqual([]);
}

async function noCaller({ stage }: Aimed, doorOf: DoorOf): Promise<void> {
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
}
