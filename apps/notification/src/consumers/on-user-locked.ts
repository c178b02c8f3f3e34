import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { owe } from './owe.ts';

/** The event is the guard's, not the user's: its sequence says nothing about the contact. */
export const onUserLocked =
  (context: Context) =>
  async (event: Received<'identity.v1.UserLocked'>): Promise<void> => {
    const { lockedUntil } = event.data;
    const vars = { until: lockedUntil ? instant(lockedUntil) : '' };
    await owe(context, event, event.data, { template: 'account-locked', vars });
  };
