import { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { mutate } from '@platform/mongo';
import type { Context } from '../context.ts';
import { signOutEverywhere as decide } from '../domain/sign-out-everywhere.ts';
import { endSessions, tellOthers } from '../end-sessions.ts';
import { asRequest, by, sessionOf } from './request.ts';

export const signOutEverywhere = (context: Context) =>
  rpc('user', async ({ keepCurrent }: wire.SignOutEverywhereRequest, call): Promise<wire.SignOutEverywhereResponse> => {
    const { userId } = call.caller;
    const at = context.clock.now();
    const ending = { userId, at, why: 'signed_out_everywhere' } as const;
    const { steps, ended } = await endSessions(context, {
      ...{ ...ending, keep: keepCurrent ? sessionOf(call) : undefined },
      decide: (user) => decide(user, at),
    });
    const answer = await mutate({
      ...{ mongo: context.mongo, confirm: context.confirm, codec: wire.SignOutEverywhereResponse, steps },
      request: asRequest('SignOutEverywhere', call),
      answer: () => ({ ended }),
      options: { at, ...by(call) },
    });
    tellOthers(context, ending, by(call));
    return answer;
  });
