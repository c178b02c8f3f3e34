import type { Step } from '@platform/mongo';
import type { Context } from './context.ts';
import { carryOver, endSession } from './domain/end-session.ts';
import type { WhyEnded } from './domain/session.ts';
import type { User, UserEvent } from './domain/user.ts';

interface EndSessions {
  readonly userId: string;
  readonly why: WhyEnded;
  /** The session that stays. */
  readonly keep?: string | undefined;
  readonly at: Date;
  /** The change of the user that makes every session an old one. */
  readonly decide: (user: User) => readonly UserEvent[];
}

/**
 * The steps of one commit that ends a user's sessions: the user's new generation ends them all, even one that is being
 * opened at this moment; those that are known say so as well, and the one to keep follows into the new generation.
 */
export async function endSessions({ users, sessions }: Context, { userId, why, keep, at, decide }: EndSessions) {
  const open = await sessions.list({ 'state.userId': userId, 'state.endedAt': null });
  let generation = 0;
  const user = users.step(userId, (state) => {
    const events = decide(state);
    generation = state.sessionGeneration + 1;
    return events;
  });
  const each: readonly Step[] = open.map(({ id }) =>
    sessions.step(id, (session) => (id === keep ? carryOver(session, generation) : endSession(session, why, at))),
  );
  return { steps: [user, ...each] as const, ended: open.filter(({ id }) => id !== keep).length };
}
