import { setTimeout as pause } from 'node:timers/promises';
import { httpDoor, mailbox, signIn } from '@platform/journeys';
import { removePrivate } from '@platform/private-file';
import type { Running } from '@platform/service';
import { counter, type Logger, logger } from '@platform/telemetry';
import { account } from './account.ts';
import type { Config } from './config.ts';
import { type Canary, type Outcome, rotate } from './rotate.ts';

const rotations = counter('canary_rotations_total', 'Resets of the canary, by what the doors said to its old tokens.');
const outcomes: readonly Outcome[] = ['refused', 'accepted', 'unknown'];

/** Starts the canary: it rotates its token and tries the old ones, over and over. It waits for a house that is away. */
export async function startCanary(config: Config): Promise<Running> {
  const log = logger('canary', { level: config.LOG_LEVEL });
  // A counter that begins with its first event hides that event from whoever looks for growth.
  for (const outcome of outcomes) rotations.add(0, { outcome });
  const stopping = new AbortController();
  const ended = live(config, log, stopping.signal);
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  return { stop, problems: () => [] };
}

async function live(config: Config, log: Logger, signal: AbortSignal): Promise<void> {
  let canary: Canary | undefined;
  while (!signal.aborted) {
    try {
      canary ??= await hatch(config);
      const { outcome, says, reason } = await rotate(canary);
      rotations.add(1, { outcome });
      if (outcome === 'accepted') log.error({ says }, 'AN OLD TOKEN IS ACCEPTED');
      else if (reason === 'TRIAL_EXPIRED') canary = leaveNest(config, log);
      else if (outcome === 'unknown') await again(canary, says, log);
    } catch (err) {
      rotations.add(1, { outcome: 'unknown' });
      log.warn({ err }, 'the canary cannot rotate; it will try again');
    }
    await pause(config.ROTATE_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

/** Nothing was shown this time. The session may have run out, so the canary signs in anew. */
async function again({ person }: Canary, says: string, log: Logger): Promise<void> {
  log.warn({ says }, 'this rotation shows nothing; the next one may');
  await signIn(person);
}

/** A trial lasts 14 days (S-44), a canary for ever: the next one has an account and a trial of its own. */
function leaveNest({ ACCOUNT_FILE }: Config, log: Logger): undefined {
  log.info({}, 'the trial of the canary is over; it goes on with a new account');
  removePrivate(ACCOUNT_FILE);
}

async function hatch({ GATEWAY_URL, MAIL_URL, ACTIVATION_URLS, ACCOUNT_FILE }: Config): Promise<Canary> {
  const person = await account({ gatewayUrl: GATEWAY_URL, mailbox: mailbox(MAIL_URL) }, ACCOUNT_FILE);
  const doors = ACTIVATION_URLS.map((url) => ({ ...httpDoor(url), name: url }));
  return { person, doors, current: '', past: [] };
}
