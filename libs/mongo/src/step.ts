import type { DomainEvent } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { OutboxRow } from './outbox.ts';

/** Who caused a change, and through what. Goes into the events. */
export interface Cause {
  readonly actor?: {
    readonly type: 'user' | 'service' | 'system' | 'emulator';
    readonly id: string;
    readonly ip?: string;
  };
  readonly causationId?: string;
  readonly correlationId?: string;
}

/** The circumstances of one commit. */
export interface Occasion extends Cause {
  readonly at: Date;
  readonly traceparent: string;
}

/** What became of an aggregate. */
export interface Change<State = unknown, Event = DomainEvent> {
  readonly id: string;
  readonly state: State;
  readonly version: number;
  readonly updatedAt: Date;
  /** Empty when the decision changed nothing. */
  readonly events: readonly Event[];
  /** Facts of this aggregate that are not delivered yet: those of this change and any that an earlier one still owes. */
  readonly owed: readonly OutboxRow[];
  /** The inbox knew the event already: nothing was decided. */
  readonly duplicate: boolean;
}

/** A decision that was taken on a state as it was read, ready to be written if that state is still the same. */
export interface Plan<State, Event> {
  readonly id: string;
  readonly state: State;
  readonly version: number;
  readonly updatedAt: Date;
  readonly events: readonly Event[];
  readonly rows: readonly OutboxRow[];
  /** Raises LostRace when somebody else was quicker, UniqueViolation when a secondary index refuses. */
  write(session: driver.ClientSession): Promise<void>;
}

/** One aggregate's part in a commit. Made by `store.step`, used by `commit`. */
export interface Step<State = unknown, Event = DomainEvent> {
  /** `collection/id` */
  readonly aggregate: string;
  /** Changes of this aggregate may owe facts: only then are those looked for that it still owes. */
  readonly mayOwe: boolean;
  prepare(): Promise<void>;
  plan(occasion: Occasion): Promise<Plan<State, Event>>;
  /** The aggregate as it stands, with nothing decided. */
  asItStands(): Promise<Plan<State, Event>>;
}
