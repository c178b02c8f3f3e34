import type { FactDocument } from '../facts/document.ts';
import type { FactKind, FactOf } from '../facts/kinds.ts';

/**
 * How a fact may differ from its owner's. `missing`, `older`: told, and not arrived. `different`: the same version says
 * something else. `newer`: the owner has lost what it once said. `surplus`: it gives a right, and its owner knows nothing of it.
 */
export const differences = ['missing', 'older', 'different', 'newer', 'surplus'] as const;
export type Difference = (typeof differences)[number];

/**
 * Compares an owner's fact with ours. `ours` must have been read first: owners commit before they tell, so what is here
 * has been there, and only `missing` and `older` can be a fact that is under way.
 * A version with the same content is no difference: owners count changes that concern no fact.
 */
export function compareFacts(theirs: FactDocument | undefined, ours: FactDocument | undefined): Difference | undefined {
  if (!theirs) return ours && gives(ours) ? 'surplus' : undefined;
  if (!ours) return 'missing';
  if (ours.version > theirs.version) return 'newer';
  if (sameContent(theirs, ours)) return undefined;
  return ours.version < theirs.version ? 'older' : 'different';
}

/** True when a difference that was seen is still the same one, and no later change that is under way. */
export function stillDiffers(
  difference: Difference | undefined,
  first: FactDocument | undefined,
  ours: FactDocument | undefined,
): difference is Difference {
  if (difference !== 'missing' && difference !== 'older') return difference !== undefined;
  const then = first && compareFacts(first, ours);
  return then === 'missing' || then === 'older';
}

/** Whether a fact gives anybody anything. */
export const gives = ({ kind, fact }: FactDocument): boolean => giving[kind](fact as never);

const giving: { readonly [Kind in FactKind]: (fact: FactOf[Kind]) => boolean } = {
  credential: ({ status }) => status === 'active',
  membership: ({ active }) => active,
  workspace: ({ status }) => status === 'active',
  // A canceled one runs to its end.
  subscription: ({ status }) => status !== 'expired' && status !== 'suspended',
  assignment: ({ active }) => active,
  user: () => false,
  legacySchedule: () => false,
};

/** Two facts that say the same, whatever their versions. */
export const sameContent = (one: FactDocument, other: FactDocument): boolean => content(one) === content(other);

const content = ({ kind, fact, refs }: FactDocument): string =>
  JSON.stringify([kind, { ...fact, version: 0 }, refs ?? []], inOrder);

/** Fields in one order; a field that is undefined is no field, as in the database. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
