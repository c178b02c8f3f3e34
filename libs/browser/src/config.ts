import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The environment of the process, read at the moment of asking, so that tests can change it. */
export type Environment = Readonly<Record<string, string | undefined>>;
export const environment = (): Environment => process.env;

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** The folder that `npm run screenshots` fills; undefined in every other run. */
export const screenshotFolder = (env = environment()): string | undefined => env.SCREENSHOTS_DIR || undefined;

/** Where what a failed test leaves behind is put. */
export const failureFolder = join(root, 'tmp/browser-failures');

/** A house that somebody else has started: TEST_HOUSE says all, TEST_CONSOLE_URL and TEST_MAIL_URL the least. */
export function houseOfEnvironment(env = environment()): string | undefined {
  if (env.TEST_HOUSE) return env.TEST_HOUSE;
  const { TEST_CONSOLE_URL: consoleUrl, TEST_MAIL_URL: mailUrl } = env;
  return consoleUrl && mailUrl ? JSON.stringify({ consoleUrl, mailUrl }) : undefined;
}

/** A test runner's options are not those of the programs it starts. */
export function plainEnvironment(env = environment()): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = env;
  return rest;
}
