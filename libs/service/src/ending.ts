import { isHouseChild } from './config.ts';

/** Why a process is to end, in a word for the log. */
export type Cause = NodeJS.Signals | 'parent gone';

/** Resolves at the first SIGTERM, SIGINT or loss of the parent; the second signal ends the process at once. */
export function ending(onSecond: () => void): Promise<Cause> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (cause: Cause) => {
      if (asked && cause !== 'parent gone') onSecond();
      asked = true;
      resolve(cause);
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
    if (isHouseChild()) whenParentGoes(() => ask('parent gone'));
  });
}

/** A parent that was killed tells nobody, but its ends of the pipes close. */
function whenParentGoes(tell: () => void): void {
  if (process.channel) {
    process.once('disconnect', tell);
    return;
  }
  process.stdin.once('close', tell).once('end', tell).once('error', tell).resume();
}
