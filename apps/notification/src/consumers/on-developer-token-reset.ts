import type { Received } from '@platform/contracts';
import type { Context } from '../context.ts';
import { instant } from '../mail/render.ts';
import { owe } from './owe.ts';

/** The owner learns of each reset, above all of one by somebody else. */
export const onDeveloperTokenReset =
  (context: Context) =>
  async (event: Received<'token.v1.DeveloperTokenReset'>): Promise<void> => {
    const { userId, display, resetAt, resetBy } = event.data;
    const byYou = resetBy === userId ? 'yes' : 'no';
    const vars = { display, byYou, at: instant(resetAt ?? event.time) };
    await owe(context, event, { userId }, { template: 'token-reset', vars });
  };
