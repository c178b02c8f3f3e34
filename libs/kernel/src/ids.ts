import { ulid } from 'ulid';
import { refuse } from './errors.ts';

/** Contract §4.1: what each prefix names. Ids are never secrets. */
export const prefixes = {
  usr: 'user',
  ses: 'session',
  ws: 'workspace',
  mem: 'membership',
  sub: 'subscription',
  lic: 'license pool',
  las: 'license assignment',
  tok: 'token',
  lgk: 'legacy key',
  act: 'activation',
  dec: 'decision',
  lse: 'lease',
  cmp: 'migration campaign',
  bow: 'brown-out window',
  ntf: 'notification',
  evt: 'event',
  aud: 'audit entry',
  req: 'request',
  job: 'import',
} as const;

export type Prefix = keyof typeof prefixes;
export type Id<P extends Prefix> = string & { readonly __id: P };

export type UserId = Id<'usr'>;
export type SessionId = Id<'ses'>;
export type WorkspaceId = Id<'ws'>;
export type MembershipId = Id<'mem'>;
export type SubscriptionId = Id<'sub'>;
export type PoolId = Id<'lic'>;
export type AssignmentId = Id<'las'>;
export type TokenId = Id<'tok'>;
export type LegacyKeyId = Id<'lgk'>;
export type ActivationId = Id<'act'>;
export type DecisionId = Id<'dec'>;
export type LeaseId = Id<'lse'>;
export type NotificationId = Id<'ntf'>;
export type EventId = Id<'evt'>;

const body = /^[0-9a-hjkmnp-tv-z]{26}$/;

const chances = new Uint8Array(1_024);
let spent = chances.length;

/** Chance in [0, 1) in steps of 1/256. Drawn by the kilobyte: one draw per letter would be most of the cost of an id. */
function chance(): number {
  if (spent === chances.length) {
    globalThis.crypto.getRandomValues(chances);
    spent = 0;
  }
  const drawn = chances[spent] ?? 0;
  spent += 1;
  return drawn / 256;
}

/** A fresh id: prefix and a lower-case ULID, so that ids sort by birth. */
export const newId = <P extends Prefix>(prefix: P, at?: Date): Id<P> =>
  `${prefix}_${ulid(at?.getTime(), chance).toLowerCase()}` as Id<P>;

export const isId = <P extends Prefix>(prefix: P, value: string): value is Id<P> =>
  value.startsWith(`${prefix}_`) && body.test(value.slice(prefix.length + 1));

/** Reads an id that came from outside. Raises VALIDATION_FAILED naming the field. */
export function parseId<P extends Prefix>(prefix: P, value: unknown, field: string): Id<P> {
  if (typeof value === 'string' && isId(prefix, value)) return value;
  throw refuse('VALIDATION_FAILED', {
    detail: `${field} is not the id of a ${prefixes[prefix]}.`,
    fields: [{ field, reason: 'ID_INVALID', detail: `Give a ${prefixes[prefix]} id; it looks like ${prefix}_01j….` }],
  });
}
