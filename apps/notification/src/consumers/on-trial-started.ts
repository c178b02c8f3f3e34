import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { owe } from './owe.ts';

export const onTrialStarted =
  (context: Context) =>
  async (event: Received<'licensing.v1.TrialStarted'>): Promise<void> => {
    const { startedBy, planDisplayName, seats, endsAt } = event.data;
    const vars = { plan: planDisplayName, seats: String(seats), endsAt: endsAt ? instant(endsAt) : '' };
    await owe(context, event, { userId: startedBy }, { template: 'trial-started', vars });
  };
