import { onBehalf, userOf } from '../call.ts';
import { presentSession, presentUser } from '../present/account.ts';
import { given } from '../present/wire.ts';
import type { Some } from './handler.ts';

export const account: Some<'getMe' | 'updateMe' | 'listSessions' | 'revokeSession' | 'signOutEverywhere'> = {
  getMe: async (_input, call) => {
    const { user, session } = userOf(call);
    return { user: presentUser(user), session: presentSession({ ...session, current: true }) };
  },
  updateMe: async ({ body }, call) => {
    const { name, locale, time_zone: timeZone } = body;
    const { user } = await call.upstream.identity.updateMe({ name, locale, timeZone }, onBehalf(call));
    return { user: presentUser(given(user, 'identity')) };
  },
  listSessions: async (_input, call) => {
    const { sessions } = await call.upstream.identity.listSessions({}, onBehalf(call));
    return { sessions: sessions.map(presentSession) };
  },
  revokeSession: async ({ params }, call) => {
    await call.upstream.identity.revokeSession({ sessionId: params.session_id }, onBehalf(call));
    if (userOf(call).session.id === params.session_id) call.dropSession();
  },
  signOutEverywhere: async ({ body }, call) => {
    const { ended } = await call.upstream.identity.signOutEverywhere(
      { keepCurrent: body.keep_current },
      onBehalf(call),
    );
    if (!body.keep_current) call.dropSession();
    return { ended };
  },
};
