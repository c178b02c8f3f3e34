import type { User, UserEvent } from './user.ts';

/** Ends every session of the user in one write; a session that is to stay is renewed beside it. */
export const signOutEverywhere = (user: User, at: Date): readonly UserEvent[] =>
  user.status === 'absent' ? [] : [{ type: 'UserSignedOutEverywhere', data: { at } }];
