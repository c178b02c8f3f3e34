import type { Doors } from '@platform/doors';
import type { PageTokens } from '@platform/grpc';
import type { Clock } from '@platform/kernel';
import type { ConfirmFacts, Mongo, Store } from '@platform/mongo';
import type { Logger } from '@platform/telemetry';
import type { Membership, MembershipEvent } from './domain/membership.ts';
import type { Workspace, WorkspaceEvent } from './domain/workspace.ts';

/** What RPCs and consumers work with. */
export interface Context {
  readonly mongo: Mongo;
  readonly workspaces: Store<Workspace, WorkspaceEvent>;
  readonly memberships: Store<Membership, MembershipEvent>;
  /** How many members a workspace has who were not removed; undefined when there are too many to count. */
  readonly countMembers: (workspaceId: string) => Promise<number | undefined>;
  /** The doors that hold what was said of memberships. */
  readonly doors: Doors;
  /** Resolves when activation has applied the facts, and no door lets anybody in by what has changed. */
  readonly confirm: ConfirmFacts;
  readonly pages: PageTokens;
  readonly clock: Clock;
  readonly log: Logger;
}
