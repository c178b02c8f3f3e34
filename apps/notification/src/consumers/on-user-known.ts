import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { learn } from './owe.ts';

type Known = Received<'identity.v1.UserEmailVerified'> | Received<'identity.v1.UserUpdated'>;

/** Nothing to tell, but news of how to reach the user. */
export const onUserKnown = (context: Context) => async (event: Known) => {
  await learn(context, event, event.data);
};
