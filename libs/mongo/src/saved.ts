import type { DomainEvent, Evolve, Outbound } from '@platform/kernel';
import type { IndexSpec } from './collections.ts';
import type { Mongo } from './database.ts';
import type { Cause } from './step.ts';

/** An aggregate as it is stored. */
export interface Saved<State> {
  readonly id: string;
  readonly state: State;
  /** How many events made it; 0 before the first. */
  readonly version: number;
  /** When it was last written; the year 1970 before that. */
  readonly updatedAt: Date;
}

/** An aggregate by its id, or as it was read before. */
export type Which<State> = string | Saved<State>;

/** The circumstances under which an event is told to others. */
export interface SavedEvent<State> extends Omit<Saved<State>, 'updatedAt'>, Cause {
  /** Version right after this event: the `sequence` of its message. `state` is the state after the whole change. */
  readonly version: number;
  /** Place of the event within its change. */
  readonly index: number;
  readonly at: Date;
  readonly traceparent: string;
}

/** The circumstances under which the new facts of an aggregate are told. */
export interface SavedChange<State> extends Omit<Saved<State>, 'updatedAt'> {
  readonly before: State;
  readonly at: Date;
}

export interface StoreOptions<State, Event extends DomainEvent> {
  readonly mongo: Mongo;
  /** Name of the collection. */
  readonly name: string;
  readonly initial: (id: string) => State;
  readonly evolve: Evolve<State, Event>;
  /** What an event owes others. Called again when a race is lost. */
  readonly outbound?: (event: Event, saved: SavedEvent<State>) => readonly Outbound<'kafka'>[];
  /** Which facts a change owes; the row ids must be unique per (aggregate, version, fact). */
  readonly facts?: (saved: SavedChange<State>) => readonly Outbound<'facts'>[];
  readonly indexes?: readonly IndexSpec[];
}
