import { identity as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { mutate, planned } from '@platform/mongo';
import type { Context } from '../context.ts';
import { updateProfile } from '../domain/update-profile.ts';
import { toUser } from '../wire.ts';
import { asRequest, by } from './request.ts';

/** Changes what is given. Raises VALIDATION_FAILED with every wrong field. */
export const updateMe = ({ mongo, users, confirm, clock }: Context) =>
  rpc('user', async (request: wire.UpdateMeRequest, call): Promise<wire.UpdateMeResponse> => {
    const { userId } = call.caller;
    const user = planned(users.step(userId, (state) => updateProfile(state, request)));
    return mutate({
      ...{ mongo, confirm, codec: wire.UpdateMeResponse, steps: [user.step] },
      request: asRequest('UpdateMe', call),
      answer: () => ({ user: toUser(user.now()) }),
      options: { at: clock.now(), ...by(call) },
    });
  });
