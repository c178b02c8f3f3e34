import { refuse } from '@platform/kernel';
import type { Pool, PoolEvent } from './pool.ts';

/** Takes a license out of the pool. Raises LICENSE_POOL_NOT_FOUND or NO_SEATS_AVAILABLE with the counts and why. */
export function takeSeat(pool: Pool, { workspaceId, userId }: { workspaceId: string; userId: string }) {
  mustBelongTo(pool, workspaceId);
  if (pool.used + pool.reserved >= pool.cap) throw noSeats(pool);
  return [{ type: 'SeatTaken', data: { userId } }] satisfies PoolEvent[];
}

/** Gives a license back. Only together with the seat that loses it, in one commit. */
export const freeSeat = (_pool: Pool, { userId }: { userId: string }): readonly PoolEvent[] => [
  { type: 'SeatFreed', data: { userId } },
];

/** Raises LICENSE_POOL_NOT_FOUND: a pool of another workspace is not told apart from none. */
function mustBelongTo(pool: Pool, workspaceId: string): void {
  if (pool.workspaceId !== workspaceId) throw refuse('LICENSE_POOL_NOT_FOUND', { metadata: { resource: pool.id } });
}

function noSeats({ total, used, reserved, cap }: Pool) {
  const why = `${used} of ${cap} are assigned, ${reserved} are reserved for invitations.`;
  return refuse('NO_SEATS_AVAILABLE', {
    detail: `All licenses are in use. ${why}`,
    metadata: {
      total: String(total),
      used: String(used),
      reserved: String(reserved),
      effective_cap: String(cap),
      why,
    },
  });
}
