import type { Context } from './context.ts';

/**
 * Begins work and answers after the pause, whether the work is done by then or not: neither its time, nor that it queues
 * behind work for the same account, nor its error tells that there was any. So an accepted request is not always
 * committed. It nearly always is, since the pause is much longer than the work; if not, the error is logged, and who waits
 * for a mail in vain asks again. What known and unknown addresses have in common, the caller does before.
 */
export async function evenly(
  { afterwards, pause }: Pick<Context, 'afterwards' | 'pause'>,
  work: () => Promise<unknown>,
): Promise<void> {
  afterwards.run(work);
  await pause();
}
