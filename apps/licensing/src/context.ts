import type { PageTokens } from '@platform/grpc';
import type { Clock } from '@platform/kernel';
import type { ConfirmFacts, Mongo, Store } from '@platform/mongo';
import type { Logger } from '@platform/telemetry';
import type { Pool, PoolEvent } from './domain/pool.ts';
import type { Seat, SeatEvent } from './domain/seat.ts';
import type { Subscription, SubscriptionEvent } from './domain/subscription.ts';
import type { TrialUse, TrialUsed } from './domain/trial-use.ts';

/** What RPCs and consumers work with. */
export interface Context {
  readonly mongo: Mongo;
  readonly subscriptions: Store<Subscription, SubscriptionEvent>;
  readonly pools: Store<Pool, PoolEvent>;
  readonly seats: Store<Seat, SeatEvent>;
  readonly trialUses: Store<TrialUse, TrialUsed>;
  /** How many people hold a license in a workspace; undefined when there are too many to count. */
  readonly countHolders: (workspaceId: string) => Promise<number | undefined>;
  /** Resolves when activation has applied the facts. */
  readonly confirm: ConfirmFacts;
  readonly pages: PageTokens;
  readonly clock: Clock;
  readonly log: Logger;
}
