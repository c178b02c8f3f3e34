import { refuse } from '@platform/kernel';
import { type Planned, planned, type Step } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Pool } from './domain/pool.ts';
import { type Seat, type SeatEvent, seatId } from './domain/seat.ts';
import { freeSeat } from './domain/take-seat.ts';

export interface Release {
  /** To be committed together, in this order. */
  readonly steps: readonly Step[];
  /** The pool to which the license goes back; undefined when the workspace has none. */
  readonly pool: Planned<Pool> | undefined;
}

interface Whose {
  readonly workspaceId: string;
  readonly userId: string;
}

/**
 * The steps of a decision that may take the license of a seat: the seat, and its pool, which gets the license back.
 * Raises CHANGE_CONTENDED, to be repeated, when the seat moved to another pool in between.
 */
export async function release(
  { seats, pools, subscriptions }: Pick<Context, 'seats' | 'pools' | 'subscriptions'>,
  { workspaceId, userId }: Whose,
  decide: (seat: Seat) => readonly SeatEvent[],
): Promise<Release> {
  const id = seatId(workspaceId, userId);
  // A seat that is free now may be taken from the workspace's pool before it is decided on.
  const poolId = (await seats.find(id))?.state.license?.poolId ?? (await subscriptions.find(workspaceId))?.state.poolId;
  let freed = false;
  const seat = seats.step(id, (state) => {
    const events = decide(state);
    freed = events.some((event) => event.type === 'LicenseUnassigned');
    if (freed && state.license?.poolId !== poolId) throw refuse('CHANGE_CONTENDED', { retryAfterSeconds: 1 });
    return events;
  });
  if (!poolId) return { steps: [seat], pool: undefined };
  // NOTE: decisions run in the order of the steps, so the pool knows what became of the seat.
  const pool = planned(pools.step(poolId, (state) => (freed ? freeSeat(state, { userId }) : [])));
  return { steps: [seat, pool.step], pool };
}
