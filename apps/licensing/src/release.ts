import { refuse } from '@platform/kernel';
import { type Planned, planned, type Step } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Pool } from './domain/pool.ts';
import type { Seat, SeatEvent } from './domain/seat.ts';
import { freeSeat } from './domain/take-seat.ts';

export interface Release {
  /** To be committed together, in this order. */
  readonly steps: readonly Step[];
  /** The pool to which the license goes back; undefined when the seat held none. */
  readonly pool: Planned<Pool> | undefined;
}

/**
 * The steps of a decision that may take the license of a seat: the seat, and its pool, which gets the license back.
 * Raises CHANGE_CONTENDED, to be repeated, when the seat moved to another pool in between.
 */
export async function release(
  { seats, pools }: Pick<Context, 'seats' | 'pools'>,
  id: string,
  decide: (seat: Seat) => readonly SeatEvent[],
): Promise<Release> {
  const poolId = (await seats.find(id))?.state.license?.poolId;
  let freed: string | undefined;
  const seat = seats.step(id, (state) => {
    const events = decide(state);
    freed = events.some((event) => event.type === 'LicenseUnassigned') ? state.userId : undefined;
    if (freed && state.license?.poolId !== poolId) throw refuse('CHANGE_CONTENDED', { retryAfterSeconds: 1 });
    return events;
  });
  if (!poolId) return { steps: [seat], pool: undefined };
  // NOTE: decisions run in the order of the steps, so the pool knows what became of the seat.
  const pool = planned(pools.step(poolId, (state) => (freed ? freeSeat(state, { userId: freed }) : [])));
  return { steps: [seat, pool.step], pool };
}
