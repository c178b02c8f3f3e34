import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { oweAndLearn } from './owe.ts';

export const onUserPasswordResetRequested =
  (context: Context) =>
  async (event: Received<'identity.v1.UserPasswordResetRequested'>): Promise<void> => {
    const { sealedResetSecret, resetExpiresAt } = event.data;
    await oweAndLearn(context, event, event.data, {
      ...{ template: 'reset-password', sealedSecret: sealedResetSecret },
      expiresAt: resetExpiresAt,
      vars: { validUntil: resetExpiresAt ? instant(resetExpiresAt) : '' },
    });
  };
