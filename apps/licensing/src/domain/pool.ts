import { type DomainEvent, neverReached } from '@platform/kernel';

/** The licenses of a subscription. Invariant: used + reserved ≤ cap, whatever happens at once. */
export interface Pool {
  readonly id: string;
  readonly workspaceId: string;
  readonly subscriptionId: string;
  readonly planCode: string;
  /** What is paid for. */
  readonly total: number;
  /** What may be taken: the total plus the plan's overage. */
  readonly cap: number;
  readonly used: number;
  readonly reserved: number;
}

export type PoolOpened = DomainEvent<
  'PoolOpened',
  {
    readonly workspaceId: string;
    readonly subscriptionId: string;
    readonly planCode: string;
    readonly total: number;
    readonly cap: number;
  }
>;
export type SeatTaken = DomainEvent<'SeatTaken', { readonly userId: string }>;
export type SeatFreed = DomainEvent<'SeatFreed', { readonly userId: string }>;

export type PoolEvent = PoolOpened | SeatTaken | SeatFreed;

export const initialPool = (id: string): Pool => ({
  id,
  workspaceId: '',
  subscriptionId: '',
  planCode: '',
  total: 0,
  cap: 0,
  used: 0,
  reserved: 0,
});

export function evolvePool(pool: Pool, event: PoolEvent): Pool {
  switch (event.type) {
    case 'PoolOpened':
      return { ...pool, ...event.data };
    case 'SeatTaken':
      return { ...pool, used: pool.used + 1 };
    case 'SeatFreed':
      return { ...pool, used: pool.used - 1 };
    default:
      return neverReached(event);
  }
}
