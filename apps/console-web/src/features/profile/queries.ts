import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, call } from '../../api/client.ts';

export type Session = AnswerOf<'listSessions'>['sessions'][number];
export type User = AnswerOf<'getMe'>['user'];

/** The person's live sessions, this one first, then those seen last. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => inOrder((await call('listSessions', { signal })).sessions),
});

const seen = ({ last_seen_at, created_at }: Session): string => last_seen_at ?? created_at;

/** This one first, then those that were seen last. */
export const inOrder = (sessions: readonly Session[]): readonly Session[] =>
  sessions.toSorted((a, b) => Number(b.current) - Number(a.current) || seen(b).localeCompare(seen(a)));
