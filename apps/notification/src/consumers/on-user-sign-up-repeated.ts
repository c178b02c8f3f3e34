import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { oweAndLearn } from './owe.ts';

export const onUserSignUpRepeated =
  (context: Context) =>
  async (event: Received<'identity.v1.UserSignUpRepeated'>): Promise<void> => {
    await oweAndLearn(context, event, event.data, { template: 'account-exists' });
  };
