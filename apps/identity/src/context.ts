import type { Doors } from '@platform/doors';
import type { Clock } from '@platform/kernel';
import type { ConfirmFacts, Mongo, Store } from '@platform/mongo';
import type { Keyring } from '@platform/sealed';
import type { Logger } from '@platform/telemetry';
import type { Afterwards } from './afterwards.ts';
import type { AttemptGuard, AttemptGuardEvent } from './domain/attempt-guard.ts';
import type { Session, SessionEvent } from './domain/session.ts';
import type { User, UserEvent } from './domain/user.ts';
import type { Passwords } from './passwords.ts';

/** What RPCs work with. */
export interface Context {
  readonly mongo: Mongo;
  readonly users: Store<User, UserEvent>;
  readonly sessions: Store<Session, SessionEvent>;
  readonly guards: Store<AttemptGuard, AttemptGuardEvent>;
  /** The doors that hold what was said of sessions. */
  readonly doors: Doors;
  /** Resolves when no door lets anybody in by what has changed. */
  readonly confirm: ConfirmFacts;
  readonly passwords: Passwords;
  readonly mailKeys: Keyring;
  /** Failed proofs that lock, per account and per network address. */
  readonly limits: { readonly account: number; readonly address: number };
  readonly afterwards: Afterwards;
  /** What an answer waits for that must not tell by its time what was done (`evenly.ts`). */
  readonly pause: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Logger;
}
