import { z } from 'zod';
import { instant } from './shapes.ts';

/** What an open page can be told about: each is something that it shows and can fetch again. */
export const abouts = [
  'me',
  'sessions',
  'workspace',
  'members',
  'my-license',
  'subscription',
  'token',
  'legacy',
] as const;
export type About = (typeof abouts)[number];

/** The data of the frames of `GET /v1/events`, by the name of the event; `refresh` has none. */
export const frames = {
  changed: z.object({ about: z.array(z.enum(abouts)), at: instant }),
  live: z.object({ live: z.boolean() }),
  'signed-out': z.object({ reason: z.string() }),
  removed: z.object({ reason: z.string() }),
} as const;

/** How the stream is described in the API reference. */
export const streamSays = `Server-sent events. A frame says what changed, never its values; fetch what you show.

- \`changed\` \`{"about":["token"],"at":"…"}\`: ${abouts.map((about) => `\`${about}\``).join(', ')}. \`members\` is also who holds a license, \`subscription\` also the licenses that are left.
- \`live\` \`{"live":false}\`: changes are not heard at the moment; ask now and then. \`true\`: they are heard again.
- \`refresh\`: some changes cannot be told any more; fetch everything.
- \`signed-out\`, \`removed\` \`{"reason":"…"}\`: the session or the membership has ended, and so does the stream.

A comment comes every 15 seconds. Give the id of the last frame as \`Last-Event-ID\`, as browsers do, and what was missed follows.`;
