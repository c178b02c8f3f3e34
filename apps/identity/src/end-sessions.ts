import { after } from '@platform/kernel';
import { above, below, type Cause, commit, type Filter, type Saved, type Store } from '@platform/mongo';
import type { Context } from './context.ts';
import { carryOver, endSession } from './domain/end-session.ts';
import { IDLE_LIMIT, type Session, type SessionEvent, type WhyEnded } from './domain/session.ts';
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

/** So many sessions say in one commit that they ended. */
const AT_ONCE = 50;
const PAGE = 500;

/**
 * The steps of one commit that ends a user's sessions: the user's new generation ends them all, even one that is being
 * opened at this moment, and the one to keep follows into it. As many as fit say so in the same commit; `tellOthers`, after
 * it, lets the others say so. `ended` counts those that were alive.
 */
export async function endSessions({ users, sessions }: Context, { userId, why, keep, at, decide }: EndSessions) {
  const now = await users.find(userId);
  const alive = { ...unexpired(userId, at), 'state.generation': now?.state.sessionGeneration ?? 0 };
  const others: string[] = [];
  for await (const page of pagesOf(sessions, alive, PAGE)) others.push(...page.filter((id) => id !== keep));

  let generation = 0;
  const user = users.step(userId, (state) => {
    generation = state.sessionGeneration;
    return decide(state);
  });
  const kept = keep === undefined ? [] : [sessions.step(keep, (session) => carryOver(session, userId, generation))];
  const told = others.slice(0, AT_ONCE).map((id) => sessions.step(id, (session) => endSession(session, why, at)));
  return { steps: [user, ...kept, ...told] as const, ended: others.length };
}

type TellOthers = Pick<EndSessions, 'userId' | 'why' | 'at'>;

/**
 * Lets every session that a new generation of its user has ended say so, a bounded number at a time and behind the answer:
 * none of them opens anything since that commit, told or not. What a crash leaves untold is told the next time.
 */
export function tellOthers(context: Context, { userId, why, at }: TellOthers, cause: Cause): void {
  const { mongo, users, sessions, afterwards } = context;
  afterwards.run(async () => {
    const user = await users.find(userId);
    const dead = { ...unexpired(userId, at), 'state.generation': below(user?.state.sessionGeneration ?? 0) };
    for await (const page of pagesOf(sessions, dead, AT_ONCE)) {
      const steps = page.map((id) => sessions.step(id, (session) => endSession(session, why, at)));
      await commit(mongo, steps, { at, ...cause });
    }
  });
}

const unexpired = (userId: string, at: Date): Filter => ({
  ...{ 'state.userId': userId, 'state.endedAt': null },
  ...{ 'state.expiresAt': above(at), 'state.lastSeenAt': above(after(at, -IDLE_LIMIT)) },
});

/** The ids of the sessions that match, a page at a time. */
async function* pagesOf(sessions: Store<Session, SessionEvent>, filter: Filter, limit: number) {
  const next = (last: string) => sessions.list({ ...filter, id: above(last) }, { limit });
  const idsOf = (page: readonly Saved<Session>[]) => page.map(({ id }) => id);
  for (let page = idsOf(await next('')); page.length > 0; page = idsOf(await next(page.at(-1) ?? ''))) yield page;
}
