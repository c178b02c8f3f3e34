import type { FactKind } from '../facts/kinds.ts';
import type { Finding } from './mend.ts';

/** What a comparison has found about one kind of facts. */
export interface KindTally {
  readonly compared: number;
  readonly found: number;
  readonly repaired: number;
  /** What is different at the end. */
  readonly differing: number;
}

/** What a whole comparison has found. */
export interface Comparison {
  readonly kinds: Readonly<Partial<Record<FactKind, KindTally>>>;
  /** The first of them; the tallies count all. */
  readonly findings: readonly Finding[];
  /** Owners that could not be asked: of their kinds nothing is said. */
  readonly unreachable: readonly string[];
}

const none: KindTally = { compared: 0, found: 0, repaired: 0, differing: 0 };
const mostFindings = 50;

/**
 * What is left of a comparison when another instance looks after the facts: nothing differs here any more. It is told once
 * more, since a value of which no more is said stays as it was.
 */
export const leftToAnother = ({ kinds }: Comparison): Comparison => ({
  kinds: Object.fromEntries(Object.keys(kinds).map((kind) => [kind, none])),
  findings: [],
  unreachable: [],
});

/** Takes a comparison down while it goes on. */
export function tallyOf() {
  const kinds: Partial<Record<FactKind, KindTally>> = {};
  const findings: Finding[] = [];
  const add = (kind: FactKind, change: Partial<KindTally>) => {
    const { compared, found, repaired, differing } = kinds[kind] ?? none;
    kinds[kind] = {
      compared: compared + (change.compared ?? 0),
      found: found + (change.found ?? 0),
      repaired: repaired + (change.repaired ?? 0),
      differing: differing + (change.differing ?? 0),
    };
  };
  return {
    begin: (kind: FactKind) => add(kind, none),
    compared: (kind: FactKind) => add(kind, { compared: 1 }),
    finding(finding: Finding) {
      add(kindOf(finding), { found: 1, repaired: finding.repaired ? 1 : 0, differing: finding.remains ? 1 : 0 });
      if (findings.length < mostFindings) findings.push(finding);
    },
    close: (unreachable: readonly string[]): Comparison => ({ kinds, findings, unreachable }),
  };
}

/** The kind of fact that a finding is about. */
export const kindOf = ({ theirs, ours, key }: Finding): FactKind => {
  const kind = (theirs ?? ours)?.kind;
  if (!kind) throw new TypeError(`a finding about nothing: ${key}`);
  return kind;
};

/** How a finding is named to people and in logs: a credential by its id, never by its lookup. */
export const nameOf = ({ theirs, ours, key }: Finding): string => {
  const fact = (theirs ?? ours)?.fact;
  return fact && 'credentialId' in fact ? fact.credentialId : key;
};
