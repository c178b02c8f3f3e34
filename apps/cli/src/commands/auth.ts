import { classify } from '@platform/credential';
import { chosen } from '../auth/choose.ts';
import { storeToken } from '../auth/stored-token.ts';
import type { Config } from '../config.ts';
import { CommandFailed, EXIT, type Terminal, type Told } from '../output.ts';

const page = 'https://app.localstack.cloud/workspace/auth-tokens';
const kinds = { developer: 'Developer Auth Token', ci: 'CI Auth Token', legacy: 'legacy key' } as const;

/** `auth set-token <token|->` (S-119): refuses what cannot be a token, stores it for this person alone, never echoes it. */
export async function setToken(config: Config, given: string, terminal: Terminal): Promise<Told> {
  const fromInput = given === '-';
  const { kind, value, display, why } = classify(fromInput ? await terminal.input() : given);
  if (kind === 'missing' || kind === 'malformed') {
    const message = `This is no Auth Token${display ? ` (${display})` : ''}. ${why ?? ''}`.trim();
    throw new CommandFailed(EXIT.usage, 'CREDENTIAL_MALFORMED', message, `Copy the token from ${page} and try again.`);
  }
  if (kind === 'legacy') {
    const message = `This is no Auth Token (${display}): it looks like a legacy key, and those are being phased out.`;
    throw new CommandFailed(EXIT.usage, 'CREDENTIAL_LEGACY', message, `Copy your Auth Token from ${page}.`);
  }
  const path = stored(config, value);
  return {
    data: { stored: display, type: kind, path },
    lines: [`Stored your ${kinds[kind]} ${display} in ${path}.`],
    warnings: fromInput
      ? []
      : ['The token stays in the history of your shell; `localstack auth set-token -` reads it from standard input.'],
  };
}

function stored(config: Config, value: string): string {
  try {
    return storeToken(config.CONFIG_DIR, value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const next = 'Set CONFIG_DIR to a folder that you can write, or set LOCALSTACK_AUTH_TOKEN in your shell.';
    throw new CommandFailed(EXIT.badConfiguration, 'STORE_FAILED', `The token could not be stored: ${why}`, next);
  }
}

/** `auth show`: which credential counts, masked, and where it comes from. */
export function show(config: Config): Told {
  const found = chosen(config);
  if (!found) {
    const next = 'Run `localstack auth set-token <YOUR_AUTH_TOKEN>`, or set LOCALSTACK_AUTH_TOKEN.';
    throw new CommandFailed(EXIT.activationFailed, 'CREDENTIAL_MISSING', 'No credentials were found.', next);
  }
  const { kind, display, why } = classify(found.value);
  const name = kind === 'malformed' || kind === 'missing' ? 'damaged credential' : kinds[kind];
  const differ = found.differ ? ['LOCALSTACK_AUTH_TOKEN and LOCALSTACK_API_KEY differ; the first one counts.'] : [];
  return {
    data: { credential: display, type: kind, source: found.source },
    lines: [`${name} ${display} (from ${found.source === 'stored' ? 'the stored token' : found.source})`],
    warnings: [...differ, ...(why ? [why] : [])],
  };
}

/** `auth login` is deprecated (S-9, S-125). */
export function login(): never {
  const next = 'Run `localstack auth set-token <YOUR_AUTH_TOKEN>`, or set LOCALSTACK_AUTH_TOKEN.';
  throw new CommandFailed(
    EXIT.usage,
    'COMMAND_DEPRECATED',
    '`localstack auth login` is deprecated: the CLI uses Auth Tokens only.',
    next,
  );
}
