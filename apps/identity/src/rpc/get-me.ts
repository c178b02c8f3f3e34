import type { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import type { Context } from '../context.ts';
import { toUser } from '../wire.ts';
import { signedInUser } from './signed-in-user.ts';

export const getMe = (context: Context) =>
  rpc('user', async (_request: wire.GetMeRequest, { caller }): Promise<wire.GetMeResponse> => {
    return { user: toUser(await signedInUser(context, caller.userId)) };
  });
