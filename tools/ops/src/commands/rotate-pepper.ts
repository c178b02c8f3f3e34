import { randomBytes } from 'node:crypto';
import { token } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';
import { MINUTE } from '@platform/kernel';
import type { Config } from '../config.ts';
import { begin, finish, mustBeInUse, versionsOf } from '../pepper-change.ts';
import { changeSecret, readSecret } from '../secrets-file.ts';

const PEPPERS = 'TOKEN_PEPPERS';
const SEALING_KEYS = 'TOKEN_SEALING_KEYS';

export interface RotateOptions {
  readonly secrets: string | undefined;
  readonly say: (line: string) => void;
}

/** A new pepper, current from the next start of activation and token on. Raises CHANGE_UNDER_WAY, SECRETS_MISSING. */
export async function beginPepper({ secrets, say }: RotateOptions): Promise<void> {
  await changeSecret(secrets, PEPPERS, (before) => begin(before, randomBytes(32)));
  say(`peppers: ${versionsOf(await readSecret(secrets, PEPPERS)).join(', ')} (the first is current)`);
  say('Restart every activation, then every token. Then: rotate-pepper move');
}

/** Moves every live token to the current pepper and seals its value under the current key. Raises NOT_IN_USE. */
export async function movePepper(config: Config, { secrets, say }: RotateOptions): Promise<void> {
  const peppers = await readSecret(secrets, PEPPERS);
  const sealingKeys = await readSecret(secrets, SEALING_KEYS);
  let moved = 0;
  await withToken(config, async (ask) => {
    for (;;) {
      const progress = await ask();
      mustBeInUse(PEPPERS, peppers, progress.pepper);
      mustBeInUse(SEALING_KEYS, sealingKeys, progress.sealingKey);
      moved += progress.moved;
      if (progress.moved > 0) continue;
      for (const line of movedLines(moved, progress)) say(line);
      if (versionsOf(peppers).length > 1) say(AFTERWARDS);
      return;
    }
  });
}

/** Lets the old pepper go. Raises NOTHING_UNDER_WAY, NOT_IN_USE, CREDENTIALS_LEFT. */
export async function finishPepper(config: Config, { secrets, say }: RotateOptions): Promise<void> {
  await withToken(config, async (ask) => {
    const progress = await ask();
    await changeSecret(secrets, PEPPERS, (before) => finish(before, progress));
    say(
      `only ${progress.pepper} lives; ${progress.deadLeft} dead tokens are no longer recognised as dead, only refused`,
    );
    say('Restart every token, then every activation.');
  });
}

const AFTERWARDS =
  'Import legacy keys again where any are left; then: compare-facts --repair, and rotate-pepper finish';

const movedLines = (moved: number, progress: token.MoveLookupsResponse): readonly string[] => {
  const { pepper, tokensLeft, legacyKeysLeft, deadLeft, sealingKey, sealedLeft } = progress;
  return [
    `${moved} tokens moved to the pepper ${pepper} and the sealing key ${sealingKey}, where they were not there yet`,
    `${tokensLeft} tokens, ${legacyKeysLeft} legacy keys and ${deadLeft} dead tokens are under another pepper than ${pepper}`,
    `${sealedLeft} tokens are sealed under another key than ${sealingKey}`,
  ];
};

async function withToken(
  config: Config,
  work: (ask: () => Promise<token.MoveLookupsResponse>) => Promise<void>,
): Promise<void> {
  const client = connectTo(token.TokenServiceService, config.TOKEN_ADDRESS, {
    as: callerSigner({ issuer: 'operator', privateKey: config.CALLER_PRIVATE_KEY }),
    audience: 'token',
    deadlineMs: MINUTE,
  });
  try {
    await work(() => client.moveLookups({}));
  } finally {
    client.close();
  }
}
