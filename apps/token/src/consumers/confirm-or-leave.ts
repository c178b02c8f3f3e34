import { isCoded } from '@platform/kernel';
import type { OutboxRow } from '@platform/mongo';
import type { Context } from '../context.ts';

/**
 * Tells activation at once where it can be told. Nobody waits for an answer to an event, so what activation does not take
 * now is left to the relay: holding the partition back would keep others waiting for their tokens. (A removed member is
 * refused by the fact of their membership, which was confirmed before the removal was answered.)
 */
export async function confirmOrLeave({ confirm }: Pick<Context, 'confirm'>, owed: readonly OutboxRow[]): Promise<void> {
  try {
    await confirm(owed);
  } catch (error) {
    if (!isCoded(error, 'DEPENDENCY_UNAVAILABLE')) throw error;
  }
}
