import assert from 'node:assert/strict';
import { isCoded, type Reason } from '@platform/kernel';

/** What a decision gave or why it refused, to be compared. Exactly one of the two is asked. */
export interface Outcome<Event> {
  /** Exactly these events, in this order; none at all means that nothing changes. */
  then(...events: readonly Event[]): void;
  /** A refusal with this reason, and with at least this metadata. */
  refuses(reason: Reason, metadata?: Readonly<Record<string, string>>): void;
}

/**
 * `given(license, { holders: ['bob'] }).when((license) => assignLicense(license, …)).then({ type: 'LicenseAssigned', … })`
 * The state is the first argument with the others laid over it.
 */
export const given = <State extends object>(state: State, ...changes: readonly Partial<State>[]) => ({
  when: <Event>(decide: (state: State) => readonly Event[]): Outcome<Event> => {
    const outcome = outcomeOf(() => decide(Object.assign({}, state, ...changes)));
    return {
      // biome-ignore lint/suspicious/noThenProperty: the third word of the sentence; nothing awaits it.
      then(...events) {
        if ('thrown' in outcome) throw outcome.thrown;
        assert.deepEqual(outcome.events, events);
      },
      refuses(reason, metadata = {}) {
        if ('events' in outcome) assert.fail(`expected the refusal ${reason}, got ${JSON.stringify(outcome.events)}`);
        const { thrown } = outcome;
        if (!isCoded(thrown)) throw thrown;
        assert.equal(thrown.reason, reason);
        assert.deepEqual({ ...thrown.metadata, ...metadata }, thrown.metadata);
      },
    };
  },
});

function outcomeOf<Event>(decide: () => readonly Event[]): { events: readonly Event[] } | { thrown: unknown } {
  try {
    return { events: [...decide()] };
  } catch (thrown) {
    return { thrown };
  }
}
