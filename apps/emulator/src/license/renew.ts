import { reasonText } from '../banner.ts';
import type { Log } from '../log.ts';
import type { License } from './license.ts';
import { type Obtain, obtainLicense } from './obtain.ts';

/**
 * Asks again on behalf of a running emulator; gives the new license, or undefined while there is none. A refusal ends the
 * license when its lease ends; running work goes on. What stands in the way is told once, however often it is tried.
 */
export function renewer(obtain: Obtain, current: () => License, log: Log): () => Promise<License | undefined> {
  let told = '';
  return async () => {
    const obtained = await obtainLicense({ ...obtain, running: current() });
    if (obtained.ok && obtained.license.mode === 'offline') return undefined;
    const { reason } = obtained.ok ? { reason: '' } : obtained.failure;
    if (!obtained.ok && reason !== told) log.warn(`The license could not be renewed: ${reasonText(obtained.failure)}`);
    told = reason;
    return obtained.ok ? obtained.license : undefined;
  };
}
