/** What a frame of the event stream may be about (never a value, only that something changed). */
export const abouts = [
  'token',
  'my-license',
  'members',
  'workspace',
  'sessions',
  'me',
  'subscription',
  'legacy',
] as const;
export type About = (typeof abouts)[number];

/** The queries to ask again when something changed. */
const kept: Readonly<Record<About, readonly string[]>> = {
  token: ['overview', 'token'],
  'my-license': ['overview'],
  members: ['overview', 'members'],
  workspace: ['overview', 'workspaces'],
  sessions: ['sessions'],
  me: ['me'],
  subscription: ['overview'],
  legacy: ['overview'],
};

/** The first words of the keys of the queries that a change touches. */
export const touched = (about: readonly string[]): readonly string[] => [
  ...new Set(abouts.filter((known) => about.includes(known)).flatMap((known) => kept[known])),
];
