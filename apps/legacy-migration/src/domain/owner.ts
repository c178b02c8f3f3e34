import { type DomainEvent, MINUTE, neverReached } from '@platform/kernel';

/** Something that has been so since `at`. */
export interface Since {
  readonly at: Date;
  readonly is: boolean;
}

/**
 * What is known of the owner of legacy keys in one workspace. Each part only ever moves one way (to the later, to the
 * earliest, to the latest), so that facts may be heard in any order and any number of times.
 */
export interface OwnerFacts {
  readonly member: Since | null;
  readonly license: Since | null;
  readonly tokenFirstUsedAt: Date | null;
  /** To the minute: activations are many, and each change costs a write. */
  readonly tokenLastUsedAt: Date | null;
}

export type OwnerFact =
  | { readonly about: 'member'; readonly since: Since }
  | { readonly about: 'license'; readonly since: Since }
  | { readonly about: 'token'; readonly usedAt: Date };

export type OwnerHeard = DomainEvent<'OwnerHeard', OwnerFact>;

export const nothingKnown: OwnerFacts = { member: null, license: null, tokenFirstUsedAt: null, tokenLastUsedAt: null };

/** What is known once `fact` is known, too. */
export function learn(facts: OwnerFacts, fact: OwnerFact): OwnerFacts {
  switch (fact.about) {
    case 'member':
      return merge(facts, { ...nothingKnown, member: fact.since });
    case 'license':
      return merge(facts, { ...nothingKnown, license: fact.since });
    case 'token': {
      const minute = new Date(Math.floor(fact.usedAt.getTime() / MINUTE) * MINUTE);
      return merge(facts, { ...nothingKnown, tokenFirstUsedAt: fact.usedAt, tokenLastUsedAt: minute });
    }
    default:
      return neverReached(fact);
  }
}

/** Both together; the order does not matter. */
export const merge = (one: OwnerFacts, other: OwnerFacts): OwnerFacts => ({
  member: later(one.member, other.member),
  license: later(one.license, other.license),
  tokenFirstUsedAt: pick(one.tokenFirstUsedAt, other.tokenFirstUsedAt, (a, b) => a <= b),
  tokenLastUsedAt: pick(one.tokenLastUsedAt, other.tokenLastUsedAt, (a, b) => a >= b),
});

export const same = (one: OwnerFacts, other: OwnerFacts): boolean => JSON.stringify(one) === JSON.stringify(other);

/** No events when it says nothing new. */
export const hearOwner = (facts: OwnerFacts, fact: OwnerFact): readonly OwnerHeard[] =>
  same(learn(facts, fact), facts) ? [] : [{ type: 'OwnerHeard', data: fact }];

export const evolveOwner = (facts: OwnerFacts, event: OwnerHeard): OwnerFacts => learn(facts, event.data);

/** At the same instant the end wins over the beginning. */
const later = (one: Since | null, other: Since | null): Since | null =>
  pick(one, other, (a, b) => a.at > b.at || (a.at.getTime() === b.at.getTime() && !a.is));

function pick<T>(one: T | null, other: T | null, wins: (one: T, other: T) => boolean): T | null {
  if (one === null || other === null) return one ?? other;
  return wins(one, other) ? one : other;
}
