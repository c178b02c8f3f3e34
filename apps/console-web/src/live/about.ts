import type { About } from '@platform/console-api';

/** The queries (first words of their keys) to ask again when something changed. A new subject does not compile without. */
const kept: Readonly<Record<About, readonly string[]>> = {
  token: ['overview', 'token'],
  'my-license': ['overview', 'my-license'],
  members: ['overview', 'members'],
  workspace: ['overview', 'workspaces'],
  sessions: ['sessions'],
  me: ['me'],
  subscription: ['overview', 'subscription'],
  legacy: ['overview', 'legacy'],
};

const isKnown = (about: string): about is About => Object.hasOwn(kept, about);

/** The first words of the keys of the queries that a change touches. Of what is not known here, nothing is shown here. */
export const touched = (about: readonly string[]): readonly string[] => [
  ...new Set(about.filter(isKnown).flatMap((known) => kept[known])),
];
