import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { oweAndLearn } from './owe.ts';

export const onUserPasswordChanged =
  (context: Context) =>
  async (event: Received<'identity.v1.UserPasswordChanged'>): Promise<void> => {
    const vars = { how: event.data.how, at: instant(event.time) };
    await oweAndLearn(context, event, event.data, { template: 'password-changed', vars });
  };
