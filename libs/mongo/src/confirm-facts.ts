import { refuse } from '@platform/kernel';
import type { Log, Mongo } from './database.ts';
import type { OutboxRow } from './outbox.ts';

/** Delivers rows before the caller is answered. */
export type ConfirmFacts = (owed: readonly OutboxRow[]) => Promise<void>;

export interface ConfirmOptions {
  readonly mongo: Mongo;
  /** Resolves when they are applied: later activations see the facts, no door holds what was withdrawn. */
  readonly deliver: (rows: readonly OutboxRow[]) => Promise<void>;
  /** Whom a caller is told to be away when it fails. Default: activation. */
  readonly receiver?: string;
  readonly log: Log;
}

/**
 * Property S: a change of a right is answered only after its facts are applied.
 * Raises DEPENDENCY_UNAVAILABLE with `committed: true` when they could not be delivered; the relay goes on with them.
 */
export function confirmFacts({ mongo, deliver, receiver = 'activation', log }: ConfirmOptions): ConfirmFacts {
  return async (owed) => {
    if (owed.length === 0) return;
    try {
      await deliver(owed);
    } catch (cause) {
      log.warn({ err: cause, facts: owed.length }, 'facts not confirmed; the relay goes on');
      const metadata = { service: receiver, committed: 'true' };
      throw refuse('DEPENDENCY_UNAVAILABLE', { metadata, retryAfterSeconds: 1, cause });
    }
    // They are applied. Unmarked they are only delivered again, and applying twice is harmless.
    await mongo.outbox
      .markSent(owed.map((row) => row._id))
      .catch((err: unknown) => log.warn({ err }, 'delivered facts not marked as sent'));
  };
}
