import { fold, newId } from '@platform/kernel';
import { evolve, type Secret, type Token, type TokenEvent, unborn } from '../src/domain/token.ts';

/** States that the specs of this folder start from. */
export const at = new Date('2026-03-01T10:00:00Z');
export const later = new Date('2026-03-02T10:00:00Z');
export const workspaceId = newId('ws');
export const userId = newId('usr');
export const membership = { id: newId('mem'), sequence: 1 };

export const secretOf = (name: string): Secret => ({
  lookup: `lookup-${name}`,
  pepper: 'v1',
  sealed: Buffer.from(`sealed-${name}`),
  sealedUnder: 'v1',
  display: `lsat_…${name}`,
});

export const fresh: Token = unborn(newId('tok'));
export const after = (token: Token, ...events: readonly TokenEvent[]): Token => fold(evolve, token, events);

const birth = { workspaceId, userId, membership, generation: 1, secret: secretOf('aaaa'), at };
export const active = after(fresh, { type: 'DeveloperTokenIssued', data: birth });
export const successorId = newId('tok');
export const rotated = after(active, {
  type: 'DeveloperTokenReset',
  data: { successorId, display: 'lsat_…bbbb', reason: 'routine', by: userId, at: later },
});
export const revoked = after(active, {
  type: 'TokenRevoked',
  data: { why: 'member_removed', membership: { ...membership, sequence: 2 }, at: later },
});
