import { services } from '@platform/dev';
import { callerSigner, connectTo, type UserClaims } from '@platform/grpc';
import { after, type Clock, isCoded, MINUTE, newId, type UserId, type WorkspaceId } from '@platform/kernel';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { keyPair } from '@platform/testing';
import type { WholeHouse } from '../whole-house.ts';
import type { Ground } from './ground.ts';
import type { Offered, RpcCaller } from './rpc-table.ts';
import type { Heard } from './run-routes.ts';

/** Caller tokens that must never be believed, whatever they claim. */
export const forgeries = ['strange key', 'run out', 'for another service', 'a service for a person'] as const;
export type Forgery = (typeof forgeries)[number];

type Ask = (request: object, options: { readonly caller?: UserClaims | undefined }) => Promise<unknown>;

const claims = ({ people, workspaceId }: Ground, who: 'other' | 'member' | 'admin'): UserClaims => {
  const person = who === 'other' ? people.otherAdmin : people[who];
  return {
    userId: person.userId as UserId,
    workspaceId: (who === 'other' ? person.workspaceId : workspaceId) as WorkspaceId,
    permissions: who === 'member' ? roleDefaults.member : allPermissions,
    sessionId: newId('ses'),
  };
};

/** A service that no RPC is meant for by name. */
const stranger = 'notification';
const longAgo: Clock = { now: () => after(new Date(), -10 * MINUTE) };

/** One RPC, as somebody calls it. */
export interface Calling {
  readonly whole: WholeHouse;
  readonly ground: Ground;
  readonly offered: Offered;
  readonly method: string;
}

function signerOf({ ground: { keys }, offered }: Calling, issuer: string, clock?: Clock) {
  const privateKey = keys[issuer]?.privateKey;
  if (!privateKey) throw new TypeError(`the house has no key for ${issuer}, to call ${offered.audience}`);
  return callerSigner({ issuer, privateKey, ...(clock && { clock }) });
}

/** How each caller signs, for which service, and for whom. */
function cardOf(calling: Calling, who: RpcCaller | Forgery) {
  const { ground, offered, method } = calling;
  const [audience, admin] = [offered.audience, claims(ground, 'admin')];
  switch (who) {
    case 'nobody':
      return { audience };
    case 'stranger':
      return { audience, as: signerOf(calling, stranger) };
    case 'friend':
      return { audience, as: signerOf(calling, offered.rows[method]?.friend ?? 'licensing') };
    case 'strange key':
      return {
        audience,
        as: callerSigner({ issuer: 'gateway', privateKey: keyPair().privateKey }),
        caller: admin,
      };
    case 'run out':
      return { audience, as: signerOf(calling, 'gateway', longAgo), caller: admin };
    case 'for another service':
      return { audience: `${audience}-2`, as: signerOf(calling, 'gateway'), caller: admin };
    case 'a service for a person':
      return { audience, as: signerOf(calling, 'licensing'), caller: admin };
    default:
      return { audience, as: signerOf(calling, 'gateway'), caller: claims(ground, who) };
  }
}

const addressOf = ({ house }: WholeHouse, audience: string): string => {
  const name = services.find(({ issuer }) => issuer === audience)?.name ?? audience;
  return house.addresses[name] ?? '';
};

/** Calls one RPC as one caller: `OK` or the reason. Raises what is no refusal. */
export async function askRpc(calling: Calling, who: RpcCaller | Forgery): Promise<Heard> {
  const { whole, ground, offered, method } = calling;
  const { audience, as, caller } = { as: undefined, caller: undefined, ...cardOf(calling, who) };
  const client = connectTo(offered.definition, addressOf(whole, offered.audience), {
    ...{ audience, deadlineMs: 10_000 },
    ...(as && { as }),
  });
  const ask = (client as unknown as Record<string, Ask>)[method];
  const request = offered.rows[method]?.request(ground) ?? {};
  try {
    const answer = await ask?.(request, { caller });
    return { who, verdict: 'OK', text: textOf(answer) };
  } catch (error) {
    if (!isCoded(error)) throw error;
    return { who, verdict: error.reason, text: textOf(error.metadata) };
  } finally {
    client.close();
  }
}

const textOf = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
