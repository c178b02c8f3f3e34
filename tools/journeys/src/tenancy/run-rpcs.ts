import { services } from '@platform/dev';
import { type CallerSigner, callerSigner, connectTo, type UserClaims } from '@platform/grpc';
import {
  after,
  type Clock,
  isCoded,
  MINUTE,
  newId,
  type SessionId,
  type UserId,
  type WorkspaceId,
} from '@platform/kernel';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { keyPair, type Person } from '@platform/testing';
import type { WholeHouse } from '../whole-house.ts';
import type { Ground } from './ground.ts';
import type { Offered, RpcCaller, SpokenFor } from './rpc-table.ts';
import type { Heard } from './run-routes.ts';

/** Caller tokens that must never be believed, whatever they claim. */
export const forgeries = ['strange key', 'run out', 'for another service', 'a service for a person'] as const;
export type Forgery = (typeof forgeries)[number];

type Ask = (request: object, options: { readonly caller?: UserClaims | undefined }) => Promise<unknown>;

/** What the gateway says of a person; of whom it lets into no workspace, it says none. */
function claims({ people, workspaceId, late }: Ground, who: SpokenFor): UserClaims {
  const there = people.otherAdmin.workspaceId as WorkspaceId;
  const here = workspaceId as WorkspaceId;
  const of = (person: Person) => ({ userId: person.userId as UserId, sessionId: newId('ses') });
  switch (who) {
    case 'otherAdmin':
      return { ...of(people.otherAdmin), workspaceId: there, permissions: allPermissions };
    case 'otherMember':
      return { ...of(people.otherMember), workspaceId: there, permissions: roleDefaults.member };
    case 'removed':
      return { ...of(people.removed), permissions: [] };
    case 'expired':
      return { ...of(late), sessionId: late.sessionId as SessionId, permissions: [] };
    case 'nowhere':
      // More than it would ever say: without a workspace, permissions are permissions nowhere.
      return { ...of(people.admin), permissions: allPermissions };
    case 'member':
      return { ...of(people.member), workspaceId: here, permissions: roleDefaults.member };
    case 'admin':
      return { ...of(people.admin), workspaceId: here, permissions: allPermissions };
  }
}

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

/** How a caller signs, for which service, and for whom. */
interface Card {
  readonly audience: string;
  /** Tells ways to sign apart. */
  readonly signs: string;
  readonly as?: CallerSigner;
  readonly caller?: UserClaims;
}

function cardOf(calling: Calling, who: RpcCaller | Forgery): Card {
  const { ground, offered, method } = calling;
  const [audience, admin] = [offered.audience, claims(ground, 'admin')];
  const by = (issuer: string) => ({ audience, signs: issuer, as: signerOf(calling, issuer) });
  switch (who) {
    case 'nobody':
      return { audience, signs: '' };
    case 'stranger':
      return by(stranger);
    case 'friend':
      return by(offered.rows[method]?.friend ?? 'licensing');
    case 'strange key': {
      const as = callerSigner({ issuer: 'gateway', privateKey: keyPair().privateKey });
      return { audience, signs: who, as, caller: admin };
    }
    case 'run out':
      return { audience, signs: who, as: signerOf(calling, 'gateway', longAgo), caller: admin };
    case 'for another service':
      return { ...by('gateway'), audience: `${audience}-2`, caller: admin };
    case 'a service for a person':
      return { ...by('licensing'), caller: admin };
    default:
      return { ...by('gateway'), caller: claims(ground, who) };
  }
}

const addressOf = ({ house }: WholeHouse, audience: string): string => {
  const name = services.find(({ issuer }) => issuer === audience)?.name ?? audience;
  return house.addresses[name] ?? '';
};

type Methods = Record<string, Ask> & { close(): void };

/** Calls as anybody. It keeps one line to each service for each way to sign. */
export interface Desk {
  /** Calls one RPC as one caller: `OK` or the reason. Raises what is no refusal. */
  ask(calling: Calling, who: RpcCaller | Forgery): Promise<Heard>;
  close(): void;
}

export function deskOf(): Desk {
  const lines = new Map<string, Methods>();
  const lineFor = ({ whole, offered }: Calling, card: Card): Methods => {
    const name = [offered.audience, Object.values(offered.definition)[0]?.path, card.audience, card.signs].join(' ');
    const known = lines.get(name);
    if (known) return known;
    const options = { audience: card.audience, deadlineMs: 10_000, ...(card.as && { as: card.as }) };
    const made = connectTo(offered.definition, addressOf(whole, offered.audience), options) as unknown as Methods;
    lines.set(name, made);
    return made;
  };
  return {
    ask: async (calling, who) => {
      const { ground, offered, method } = calling;
      const card = cardOf(calling, who);
      try {
        const request = offered.rows[method]?.request(ground) ?? {};
        const answer = await lineFor(calling, card)[method]?.(request, { caller: card.caller });
        return { who, verdict: 'OK', text: textOf(answer) };
      } catch (error) {
        if (!isCoded(error)) throw error;
        return { who, verdict: error.reason, text: textOf(error.metadata) };
      }
    },
    close: () => {
      for (const line of lines.values()) line.close();
    },
  };
}

const textOf = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
