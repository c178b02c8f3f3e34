/** Something that happened, in the words of the domain: a noun, a past participle and the data its listeners need. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** A pure decision: the state in, events out. No events means that nothing changes. Throws `CodedError` to refuse. */
export type Decide<State, Event extends DomainEvent> = (state: State) => readonly Event[];

/** A total fold: one event folded into the state. */
export type Evolve<State, Event extends DomainEvent> = (state: State, event: Event) => State;

/** Folds events into a state, oldest first. */
export const fold = <State, Event extends DomainEvent>(
  evolve: Evolve<State, Event>,
  state: State,
  events: readonly Event[],
): State => events.reduce(evolve, state);
